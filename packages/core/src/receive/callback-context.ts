import { crypto } from '../crypto.ts'
import { itWas } from '../errors/it-was.ts'
import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { shareInstances } from '../errors/shared-scope.ts'
import type { Context } from '../handlers/context.ts'
import type { Activity } from '../in-flight.ts'
import type { Attempt } from '../inbox/inbox.ts'
import type { Phase } from '../protocol/command.ts'
import { normalisePlatform, type Platform } from '../protocol/platform.ts'
import type { Envelope } from '../protocols/protocol.ts'
import type { HandlerStats } from './observe/handler-stats.ts'

/** An attempt at a callback that an inbox held. */
export interface StoredAttempt {
  readonly idempotencyKey: string
  readonly orderKey: string | undefined
  readonly attempt: Attempt
}

/** The callback behind a context. */
export interface ContextSource<Host> extends Activity {
  readonly envelope: Envelope
  readonly receivedAt: number
  readonly raw: Uint8Array | undefined
  readonly host: Host
  readonly stored: StoredAttempt | undefined
  readonly observed: HandlerStats | undefined
  /** Whether its receiver closed, and waits no longer. */
  readonly isClosed: boolean
  keep(controller: AbortController): void
  orderKeyFor(command: string): string | undefined
  requestIdentityFor(command: string): string | undefined
}

/** What of the body of a callback stays the same when it is delivered again. */
export function identityOf({ protocol }: Envelope, raw: Uint8Array): Uint8Array | string {
  return protocol.identityOf ? protocol.identityOf(raw) : raw
}

/** The host of a callback that is replayed: there is none, and it knows where the replay comes from. */
export class ReplayedHost {
  readonly origin: unknown

  constructor(origin: unknown) {
    this.origin = origin
  }
}

shareInstances(ReplayedHost, 'ReplayedHost')

/** Computes what few handlers ask for only when they ask. */
export class CallbackContext<Host> implements Context<string, Host>, Activity {
  readonly command: string
  readonly phase: Phase
  readonly #source: ContextSource<Host>
  readonly #eventTime: number | undefined
  readonly #raw: Uint8Array | undefined
  #key: string | undefined
  #controller: AbortController | undefined
  #isAborted = false

  /** @param raw Bytes of its own. Default: those of the callback. */
  constructor(
    source: ContextSource<Host>,
    command: string,
    phase: Phase,
    eventTime: number | undefined,
    raw?: Uint8Array,
  ) {
    this.#source = source
    this.command = command
    this.phase = phase
    this.#eventTime = eventTime
    this.#raw = raw
  }

  get receivedAs(): string {
    return this.#source.envelope.receivedAs
  }
  get sdkAppId(): string {
    return this.#source.envelope.sdkAppId as string
  }
  get attempt(): number {
    return this.#source.stored?.attempt.number ?? 1
  }
  get fence(): number | undefined {
    return this.#source.stored?.attempt.fence
  }
  get clientIp(): string | undefined {
    return this.#source.envelope.clientIp
  }
  get platform(): Platform | undefined {
    const written = this.#source.envelope.platform
    return written === undefined ? undefined : normalisePlatform(written)
  }
  /** Whether the packet says when it happened. */
  get isTimed(): boolean {
    return this.#eventTime !== undefined
  }
  get eventTime(): Date | undefined {
    return this.#eventTime === undefined ? undefined : new Date(this.#eventTime)
  }
  get receivedAt(): Date {
    return new Date(this.#source.receivedAt)
  }
  get idempotencyKey(): string {
    this.#key ??= this.#source.stored?.idempotencyKey ?? this.#makeKey()
    return this.#key
  }
  get requestId(): string | undefined {
    return this.#source.envelope.requestId || undefined
  }
  get orderKey(): string | undefined {
    return this.#source.orderKeyFor(this.command)
  }
  get signal(): AbortSignal {
    const { stored } = this.#source
    // Its inbox aborts it, also when it closes.
    if (stored) return stored.attempt.signal
    if (this.#controller === undefined) {
      this.#controller = new AbortController()
      if (this.#isAborted || this.#source.isClosed) this.#controller.abort()
      else this.#source.keep(this.#controller)
    }
    return this.#controller.signal
  }
  get raw(): Uint8Array {
    return this.#raw ?? (this.#source.raw as Uint8Array)
  }
  /** @throws `request-gone` */
  get host(): Host {
    const { stored, host } = this.#source
    if (stored || host instanceof ReplayedHost) throw new RoomCallbacksError('request-gone', itWas(this.command))
    return host
  }

  /** Where it is noted what its handlers do; no handler is told of it. */
  get observed(): HandlerStats | undefined {
    return this.#source.observed
  }

  /** The same with bytes of its own: what an observer writes into it reaches no handler. */
  forObserver(): CallbackContext<Host> {
    return new CallbackContext(this.#source, this.command, this.phase, this.#eventTime, Buffer.from(this.raw))
  }

  #makeKey(): string {
    const byRequest = this.#source.requestIdentityFor(this.command)
    // A repeated request may tell another time.
    if (byRequest !== undefined) return idempotencyKey(this.sdkAppId, this.command, undefined, byRequest)
    const identity = identityOf(this.#source.envelope, this.raw)
    return idempotencyKey(this.sdkAppId, this.command, this.#eventTime, identity)
  }

  /** Tells its handlers that their result is no longer wanted. */
  abort(): void {
    this.#isAborted = true
    this.#controller?.abort()
  }

  begin(): void {
    this.#source.begin()
  }
  end(): void {
    this.#source.end()
  }
  get hostWaitUntil(): Activity['hostWaitUntil'] {
    return this.#source.hostWaitUntil
  }
}

/**
 * What stays the same when Tencent delivers a callback again: the app, the canonical command and
 * the bytes of the body. Never `Sign`, `RequestTime` or `ClientIP`; packets carry no id of their own.
 * The time of the event, in ms, is in the body too. It stands before the digest so that keys sort
 * nearly as callbacks arrive: an index of them grows at its end, and not everywhere at once.
 */
function idempotencyKey(
  sdkAppId: string,
  command: string,
  eventTime: number | undefined,
  body: Uint8Array | string,
): string {
  const digest = crypto().hash('sha256', body, 'base64url')
  return eventTime === undefined ? `${sdkAppId}:${command}:${digest}` : `${sdkAppId}:${command}:${eventTime}:${digest}`
}
