import { Refusal } from '../../errors/refusal.ts'
import type { Settings } from '../../options/read-options.ts'
import type { Packet } from '../../protocol/packet/parse-packet.ts'
import type { AppSecrets, Envelope } from '../../protocols/protocol.ts'
import type { Reply } from '../../reply.ts'
import { type CallbackContext, ReplayedHost } from '../callback-context.ts'
import type { CallbackRequest } from '../request.ts'
import { eventAgain } from '../validate.ts'
import { HandlerStats } from './handler-stats.ts'
import type { Observation, Passing } from './observation.ts'
import { stopwatch } from './stopwatch.ts'

/** Those who are told of an observation. */
export interface Notified {
  /** The number of one more observation. */
  nextNumber(): number
  notifyAnswered(observation: Observation, passing: Passing): void
  notifyChanged(observation: Observation): void
}

/** What a callback leaves behind for its observers. */
export interface AnsweredCallback {
  readonly envelope: Envelope
  readonly services: { readonly settings: Settings }
  readonly receivedAt: number
  /** What its app is authenticated with, if that was found. */
  readonly secrets: AppSecrets | undefined
  readonly raw: Uint8Array | undefined
  readonly isReparsed: boolean
  readonly isAuthentic: boolean
  /** What the step that refused it threw. */
  readonly thrown: unknown
  /** Present when its command was resolved, and it fits its schema. */
  readonly valid: ValidPacket | undefined
}

interface ValidPacket {
  readonly command: Parameters<typeof eventAgain>[0]
  readonly event: Packet
  readonly context: Pick<CallbackContext<unknown>, 'idempotencyKey'>
}

/**
 * Accompanies one callback, and is its observation once it is answered. Made only while a receiver is observed; what few
 * ask for is computed when they ask.
 */
export class ObservedCallback extends HandlerStats implements Observation, Passing {
  number = 0
  responseTimeMs: number = Number.NaN
  remoteAddress: string | undefined
  readonly #observers: Notified
  readonly #startedAt = stopwatch()
  // No observer sees it before all three are there.
  #callback!: AnsweredCallback
  #request!: CallbackRequest
  #reply!: Reply

  constructor(observers: Notified) {
    super()
    this.#observers = observers
  }

  /** Notifies the observers of the answer. */
  answered(callback: AnsweredCallback, request: CallbackRequest, reply: Reply): void {
    this.responseTimeMs = stopwatch() - this.#startedAt
    this.number = this.#observers.nextNumber()
    // A closed connection has none any more.
    this.remoteAddress = addressOf(request)
    this.#callback = callback
    this.#request = request
    // It is written after its observers saw it, and most replies are shared by all callbacks.
    Object.freeze(reply.headers)
    this.#reply = Object.freeze(reply)
    this.#observers.notifyAnswered(this, this)
  }

  /** Notifies the observers that its handlers came to their end, or failed, after the answer. */
  override handlingChanged(): void {
    if (this.number > 0) this.#observers.notifyChanged(this)
  }

  get request(): CallbackRequest {
    return this.#request
  }
  // The handler of a Before callback may still run, and its other observers come later: each asker gets a copy.
  get event(): Packet | undefined {
    const { valid, raw } = this.#callback
    if (valid === undefined || valid.command.phase === 'after') return valid?.event
    return eventAgain(valid.command, raw as Uint8Array)
  }
  get method(): string {
    return this.#request.method
  }
  get query(): string {
    return this.#request.query
  }
  get headers(): Observation['headers'] {
    return this.#request.headers
  }
  get receivedAs(): string {
    return this.#callback.envelope.receivedAs
  }
  get sdkAppId(): string | undefined {
    return this.#callback.envelope.sdkAppId
  }
  get receivedAt(): number {
    return this.#callback.receivedAt
  }
  get raw(): Uint8Array | undefined {
    const { raw, valid } = this.#callback
    return raw !== undefined && valid?.command.answer ? Buffer.from(raw) : raw
  }
  get isReparsed(): boolean {
    return this.#callback.isReparsed
  }
  get command(): string | undefined {
    return this.#callback.valid?.command.name
  }
  get phase(): Observation['phase'] {
    return this.#callback.valid?.command.phase
  }
  get idempotencyKey(): string | undefined {
    return this.#callback.valid?.context.idempotencyKey
  }
  get reply(): Reply {
    return this.#reply
  }
  get isForInbox(): boolean {
    return this.#callback.services.settings.inbox !== undefined && this.phase === 'after'
  }
  get refusal(): Refusal | undefined {
    const { thrown } = this.#callback
    return thrown instanceof Refusal ? thrown : undefined
  }
  get signature(): Observation['signature'] {
    const code = this.refusal?.code
    const { envelope, secrets, isAuthentic } = this.#callback
    if (secrets === undefined) return 'not-reached'
    const isOverBody = envelope.protocol.verifyBody !== undefined
    // Refused before its bytes were there.
    if (isOverBody && !isAuthentic && code !== 'bad-signature') return 'not-reached'
    if (!envelope.protocol.isChecked(secrets)) return 'unchecked'
    if (code === 'bad-signature') return 'wrong'
    return code === 'expired-signature' ? 'expired' : 'valid'
  }
  get isReplay(): boolean {
    return this.#request.host instanceof ReplayedHost
  }
  get origin(): unknown {
    const { host } = this.#request
    return host instanceof ReplayedHost ? host.origin : undefined
  }
}

/** The address of the caller; a setting of the app may throw, and no callback is to fail for those who look at it. */
function addressOf(request: CallbackRequest): string | undefined {
  try {
    return request.remoteAddress
  } catch {
    return undefined
  }
}
