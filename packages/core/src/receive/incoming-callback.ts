import type { Abortable, Activity } from '../in-flight.ts'
import type { Command, OrderKey } from '../protocol/command.ts'
import { type Packet, valueAt } from '../protocol/packet/parse-packet.ts'
import type { AppSecrets, Envelope } from '../protocols/protocol.ts'
import type { Deadline } from '../timers.ts'
import { CallbackContext, type StoredAttempt } from './callback-context.ts'
import type { HandlerStats } from './observe/handler-stats.ts'
import type { CallbackRequest } from './request.ts'
import type { ReceiverServices } from './services.ts'

/** One callback on its way, and how far it came. It comes from a request, or from an inbox. */
export class IncomingCallback<Host = unknown> implements Activity, Abortable {
  readonly services: ReceiverServices
  readonly envelope: Envelope
  /** Undefined when it comes from an inbox. */
  readonly request: CallbackRequest<Host> | undefined
  /** Present when it comes from an inbox. */
  readonly stored: StoredAttempt | undefined
  /** Present while the receiver is observed. */
  readonly observed: HandlerStats | undefined
  /** Until when it must be answered. Undefined for a callback from an inbox, which has no caller. */
  deadline: Deadline | undefined
  /** Unit: ms since 1970. */
  receivedAt: number = Number.NaN
  /** What its app is authenticated with, as soon as that is found. */
  secrets: AppSecrets | undefined
  isAuthentic = false
  isInFlight = false
  place: number | undefined
  /** Whether another parser had made a value of the body. */
  isReparsed = false
  raw: Uint8Array | undefined
  /** As far as the body could be parsed. */
  packet: Packet = {}
  /** Present when the packet fits the schema of its command: what its handlers get. */
  valid: ValidCallback<Host> | undefined
  /** What the step that refused it threw. */
  thrown: unknown
  #activities = 0
  /** What goes on for it, where the platform may stop the process after the reply. */
  #background: Promise<unknown>[] | undefined
  /** Those of its signals that are used. */
  #controllers: AbortController[] | undefined

  constructor(
    services: ReceiverServices,
    envelope: Envelope,
    request: CallbackRequest<Host> | undefined,
    stored: StoredAttempt | undefined,
    observed: HandlerStats | undefined,
  ) {
    this.services = services
    this.envelope = envelope
    this.request = request
    this.stored = stored
    this.observed = observed
  }

  /** Its packet fits the schema of its command. */
  accept(command: Command, event: Packet): ValidCallback<Host> {
    const context = new CallbackContext<Host>(this, command.name, command.phase, eventTimeOf(command, event))
    const isUnique = this.services.settings.deduplication !== undefined && command.deduplicate
    this.valid = { callback: this, command, event, context, isUnique }
    return this.valid
  }

  /** The context of one whose packet does not fit, or whose command is unknown. */
  contextFor(command: string, phase: Command['phase']): CallbackContext<Host> {
    return new CallbackContext<Host>(this, command, phase, undefined)
  }

  /** @param command The canonical word; as received where the catalog does not know it. */
  orderKeyFor(command: string): string | undefined {
    if (this.stored) return this.stored.orderKey
    return orderKeyOf(this.envelope.sdkAppId as string, this.services.catalog.find(command), this.packet)
  }

  /** What stays the same when a callback is delivered again that its request id identifies; undefined for any other one. */
  requestIdentityFor(command: string): string | undefined {
    const { requestId } = this.envelope
    if (!requestId || this.services.catalog.find(command)?.identifiedBy !== 'request-id') return undefined
    return `request id ${requestId}`
  }

  get host(): Host {
    return this.request?.host as Host
  }

  get hostWaitUntil(): CallbackRequest['waitUntil'] {
    const { request } = this
    if (request === undefined) return undefined
    return request.endsWithReply ? (work) => this.#collect(work) : request.waitUntil
  }

  #collect(work: Promise<unknown>): void {
    this.#background ??= []
    this.#background.push(work)
  }

  /** Waits for what goes on for it. What decides nothing any more must not make an answer late. */
  async settleBackground(deadline: Deadline): Promise<void> {
    const isPatient = this.valid?.command.phase === 'after'
    while (this.#background !== undefined) {
      const work = Promise.all(this.#background)
      this.#background = undefined
      if (isPatient) await work
      else await deadline.race(work)
    }
  }

  get isClosed(): boolean {
    return this.services.inFlight.isAborted
  }

  /** Keeps it in flight until what was begun for it is done, though it was answered. */
  waitUntil(work: Promise<unknown>): void {
    this.services.inFlight.track(work, this)
  }

  /** Something is done for it. */
  begin(): void {
    this.#activities++
    // A hook can have asked for a signal before it is known to run.
    this.#beAbortable()
  }

  /** It is done. */
  end(): void {
    this.#activities--
    if (this.#activities === 0) this.services.inFlight.abortable.remove(this)
  }

  /** A signal of it is used. */
  keep(controller: AbortController): void {
    this.#controllers ??= []
    this.#controllers.push(controller)
    this.#beAbortable()
  }

  #beAbortable(): void {
    if (this.#activities > 0 && this.#controllers) this.services.inFlight.abortable.add(this)
  }

  /** Tells its handlers and its observers that their result is no longer waited for. */
  abortAll(): void {
    for (const controller of this.#controllers as AbortController[]) controller.abort()
  }
}

/** A callback whose packet fits the schema of its command. */
export interface ValidCallback<Host = unknown> {
  readonly callback: IncomingCallback<Host>
  readonly command: Command
  readonly event: Packet
  readonly context: CallbackContext<Host>
  /** Whether two equal deliveries of it are one callback. */
  readonly isUnique: boolean
}

/** ECMAScript's largest time value; `new Date()` beyond it is Invalid Date. Unit: ms. */
const maxTime = 8.64e15

/** The time of an event in milliseconds, at the first place where its command carries it. */
function eventTimeOf(command: Command, packet: Packet): number | undefined {
  for (const { path, unit } of command.eventTime) {
    const value = valueAt(packet, path)
    if (typeof value !== 'number') continue
    const time = unit === 's' ? value * 1000 : value
    // 0 stands for no time, too: a verdict about such a packet must not be repeated for another one.
    if (time > 0 && time <= maxTime) return time
  }
  return undefined
}

// What a later release may know is kept in the order of the room that it names.
const orderKeyOfUnknown: OrderKey = {
  kind: 'room',
  paths: ['RoomId', 'RoomInfo.RoomId', 'GroupId', 'EventInfo.RoomId'],
}

/** What a packet shares with those that it is ordered against, in its app: a room, a conversation, a user, a call. */
function orderKeyOf(sdkAppId: string, command: Command | undefined, packet: Packet): string | undefined {
  const orderKey = command ? command.orderKey : orderKeyOfUnknown
  if (!orderKey) return undefined
  const { kind, paths } = orderKey
  const ids = paths
    .map((path) => valueAt(packet, path))
    .filter((id) => typeof id === 'string' || typeof id === 'number')
    .map(String)
  const [first] = ids
  if (first === undefined || first === '') return undefined
  // The two users of a conversation write to each other: one order for both directions.
  const id = kind === 'conversation' ? ids.sort().join(' ') : first
  return `${sdkAppId}/${kind}/${id}`
}
