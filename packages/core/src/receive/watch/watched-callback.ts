import { Refusal } from '../../errors/refusal.ts'
import type { Command } from '../../protocol/command.ts'
import type { Reply } from '../../reply.ts'
import { Replayed } from '../replayed.ts'
import { eventAgain } from '../validate/event-again.ts'
import { HandlingNotes } from './handling-notes.ts'
import type { Observation, Passing } from './observation.ts'
import type { Passed } from './passed.ts'
import { signatureState } from './signature-state.ts'
import { stopwatch } from './stopwatch.ts'

/**
 * Accompanies one callback, and is its observation once it is answered. Made only while somebody observes; what few ask
 * for is computed when they ask.
 */
export class WatchedCallback extends HandlingNotes implements Observation, Passing {
  number = 0
  answeredAfter: number = Number.NaN
  remoteAddress: string | undefined
  readonly #startedAt = stopwatch()
  // Nobody sees it before both are there.
  #passed!: Passed
  #reply!: Reply

  /** Tells the observers of the answer. */
  answered(passed: Passed, reply: Reply): void {
    const { watch } = passed.parts
    this.answeredAfter = stopwatch() - this.#startedAt
    this.number = watch.nextNumber()
    // A closed connection has none any more.
    this.remoteAddress = addressOf(passed.request)
    this.#passed = passed
    // It is written after its observers saw it, and most replies are shared by all callbacks.
    Object.freeze(reply.headers)
    this.#reply = Object.freeze(reply)
    watch.tellAnswered(this, this)
  }

  /** Tells the observers that its handlers came to their end, or failed, after the answer. */
  override handlingChanged(): void {
    if (this.number > 0) this.#passed.parts.watch.tellChanged(this)
  }

  get request(): Passed['request'] {
    return this.#passed.request
  }
  // The handler of a Before callback may still run, and its other observers come later: each asker gets a copy.
  get event(): Passed['event'] {
    const { event, raw, context, parts } = this.#passed
    if (event === undefined || this.phase !== 'before') return event
    return eventAgain(parts.catalog.find(context?.command as string) as Command, raw as Uint8Array)
  }
  get method(): string {
    return this.request.method
  }
  get query(): string {
    return this.#passed.queryText
  }
  get headers(): Observation['headers'] {
    return this.request.headers
  }
  get receivedAs(): string {
    return this.#passed.query.CallbackCommand as string
  }
  get sdkAppId(): string | undefined {
    return this.#passed.query.SdkAppid
  }
  get receivedAt(): number {
    return this.#passed.receivedAt
  }
  get raw(): Uint8Array | undefined {
    const { raw } = this.#passed
    return raw !== undefined && this.phase === 'before' ? Buffer.from(raw) : raw
  }
  get isReparsed(): boolean {
    return this.#passed.isReparsed
  }
  get command(): string | undefined {
    return this.#passed.context?.command
  }
  get phase(): Observation['phase'] {
    return this.#passed.context?.phase
  }
  get idempotencyKey(): string | undefined {
    return this.#passed.context?.idempotencyKey
  }
  get reply(): Reply {
    return this.#reply
  }
  get isForInbox(): boolean {
    return this.#passed.parts.settings.inbox !== undefined && this.phase === 'after'
  }
  get refusal(): Refusal | undefined {
    const { thrown } = this.#passed
    return thrown instanceof Refusal ? thrown : undefined
  }
  get signature(): Observation['signature'] {
    return signatureState(this.#passed, this.refusal)
  }
  get isReplay(): boolean {
    return this.request.host instanceof Replayed
  }
  get origin(): unknown {
    const { host } = this.request
    return host instanceof Replayed ? host.origin : undefined
  }
}

/** The address of the caller; a setting of the app may throw, and no callback is to fail for those who look at it. */
function addressOf(request: Passed['request']): string | undefined {
  try {
    return request.remoteAddress
  } catch {
    return undefined
  }
}
