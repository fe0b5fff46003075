import { idempotencyKey } from '../deduplication/idempotency-key.ts'
import { itWas } from '../errors/it-was.ts'
import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { Context } from '../handlers/context.ts'
import type { Attempt } from '../inbox/inbox.ts'
import type { Command, Phase } from '../protocol/command.ts'
import { type Packet, valueAt } from '../protocol/packet/parse-packet.ts'
import { normalisePlatform, type Platform } from '../protocol/platform.ts'
import type { CallbackQuery } from './admit/scan-query.ts'
import { Replayed } from './replayed.ts'
import type { HandlingNotes } from './watch/handling-notes.ts'
import type { Abortable, Activity, Work } from './work.ts'

/** What the way of one callback knows once the packet is parsed. */
export interface Received<Host = unknown> {
  readonly sdkAppId: string
  readonly query: Pick<CallbackQuery, 'CallbackCommand' | 'ClientIP' | 'OptPlatform'>
  readonly raw: Uint8Array
  readonly receivedAt: number
  readonly host: Host
  /** Tells when the receiver closes and cannot wait any longer. */
  readonly work: Work
  /** Present when it comes from an inbox. */
  readonly stored?: { readonly idempotencyKey: string; readonly attempt: Attempt }
  /** Present while somebody observes. */
  readonly watched: HandlingNotes | undefined
}

/** Computes what few handlers ask for only when they ask. */
export class CallbackContext<Host> implements Context<string, Host>, Activity, Abortable {
  readonly command: string
  readonly phase: Phase
  readonly #received: Received<Host>
  readonly #eventTime: number | undefined
  #key: string | undefined
  #controller: AbortController | undefined
  #isAborted = false
  /** What it is a copy of, or itself: that knows what is done for the callback. */
  readonly #source: CallbackContext<Host>
  #activities = 0
  /** Those of its signal, and of the signals of its copies, that are used. */
  #controllers: AbortController[] | undefined

  constructor(
    received: Received<Host>,
    command: string,
    phase: Phase,
    eventTime: number | undefined,
    source?: CallbackContext<Host>,
  ) {
    this.#source = source ?? this
    this.command = command
    this.phase = phase
    this.#received = received
    this.#eventTime = eventTime
  }

  get receivedAs(): string {
    return this.#received.query.CallbackCommand as string
  }
  get sdkAppId(): string {
    return this.#received.sdkAppId
  }
  get attempt(): number {
    return this.#received.stored?.attempt.number ?? 1
  }
  get fence(): number | undefined {
    return this.#received.stored?.attempt.fence
  }
  get clientIp(): string | undefined {
    return this.#received.query.ClientIP
  }
  get platformAsWritten(): string | undefined {
    return this.#received.query.OptPlatform
  }
  get platform(): Platform | undefined {
    const written = this.platformAsWritten
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
    return new Date(this.#received.receivedAt)
  }
  get idempotencyKey(): string {
    this.#key ??=
      this.#received.stored?.idempotencyKey ?? idempotencyKey(this.sdkAppId, this.command, this.#eventTime, this.raw)
    return this.#key
  }
  get signal(): AbortSignal {
    const { stored, work } = this.#received
    // Its inbox aborts it, also when it closes.
    if (stored) return stored.attempt.signal
    if (this.#controller === undefined) {
      this.#controller = new AbortController()
      if (this.#isAborted || work.isAborted) this.#controller.abort()
      else this.#source.#keep(this.#controller)
    }
    return this.#controller.signal
  }
  get raw(): Uint8Array {
    return this.#received.raw
  }
  /** @throws `request-gone` */
  get host(): Host {
    const { stored, host } = this.#received
    if (stored || host instanceof Replayed) throw new RoomCallbacksError('request-gone', itWas(this.command))
    return host
  }

  /** Where it is noted what its handlers do; no handler is told of it. */
  get watched(): HandlingNotes | undefined {
    return this.#received.watched
  }

  /** The same with bytes of its own: what an observer writes into it reaches no handler. */
  forObserver(): CallbackContext<Host> {
    const received = { ...this.#received, raw: Buffer.from(this.raw) }
    return new CallbackContext(received, this.command, this.phase, this.#eventTime, this.#source)
  }

  begin(): void {
    this.#activities++
    // A hook can have asked for a signal before it is known to run.
    if (this.#controllers) this.#received.work.abortable.add(this)
  }

  end(): void {
    this.#activities--
    if (this.#activities === 0 && this.#controllers) this.#received.work.abortable.delete(this)
  }

  /** Tells its handlers that their result is no longer wanted. */
  abort(): void {
    this.#isAborted = true
    this.#controller?.abort()
  }

  /** Tells its observers, too. */
  abortAll(): void {
    for (const controller of this.#controllers as AbortController[]) controller.abort()
  }

  #keep(controller: AbortController): void {
    this.#controllers ??= []
    this.#controllers.push(controller)
    if (this.#activities > 0) this.#received.work.abortable.add(this)
  }
}

// What is later is no Date. Unit: ms.
const latestDate = 8.64e15

/** The time of an event in milliseconds, at the first place where its command carries it. */
export function eventTimeOf(command: Command, packet: Packet): number | undefined {
  for (const { path, unit } of command.eventTime) {
    const value = valueAt(packet, path)
    if (typeof value !== 'number') continue
    const time = unit === 's' ? value * 1000 : value
    // 0 stands for no time, too: a verdict about such a packet must not be repeated for another one.
    if (time > 0 && time <= latestDate) return time
  }
  return undefined
}
