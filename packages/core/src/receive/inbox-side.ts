import { crypto } from '../crypto.ts'
import { itWas } from '../errors/it-was.ts'
import { Refusal } from '../errors/refusal.ts'
import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { sharedKey } from '../errors/shared-scope.ts'
import { warn } from '../errors/warn.ts'
import type { Inbox, PutOutcome } from '../inbox/inbox.ts'
import { type InboxRecord, publishInboxEvent, type RecordedError } from '../inbox/inbox-record.ts'
import type { Reply } from '../reply.ts'
import { type Deadline, expired } from '../timers.ts'
import type { CallbackContext } from './callback-context.ts'
import { keepParsed } from './deliver.ts'
import { InboxDelivery } from './inbox-delivery.ts'
import { InboxHealthCheck } from './inbox-health.ts'
import type { IncomingCallback, ValidCallback } from './incoming-callback.ts'
import { recordedError, unknownCommand } from './recorded-error.ts'
import type { MakeInboxSide, ReceiverServices } from './services.ts'
import { traceStore } from './trace.ts'

/** The way of callbacks through an inbox. */
export const makeInboxSide: MakeInboxSide = (services, inbox) => {
  const warnings = new UnhandledWarnings()
  const check = new InboxHealthCheck(inbox, services.settings.clock)
  const delivery = new InboxDelivery(services, inbox)
  return {
    handOver: (valid: ValidCallback) => handOver(services, inbox, warnings, valid),
    deadLetterUnknown: (callback: IncomingCallback) => deadLetterUnknown(callback, inbox),
    deadLetterInvalid: (callback: IncomingCallback, error) => deadLetterInvalid(callback, inbox, error),
    recordDecision: (valid: ValidCallback, reply) => recordDecision(services, inbox, valid, reply),
    health: (timeout) => check.read(timeout),
    delayDelivery: () => delivery.delay(),
    close: (timeout) => delivery.close(timeout),
  }
}

/** Where an inbox has the way of callbacks through it. A key that the other copy of this release has, too. */
export const brought: unique symbol = /* @__PURE__ */ sharedKey('inbox side') as never

/** The way of callbacks through an inbox, as `createInbox` put it there. @throws `invalid-option` */
export const broughtSide: MakeInboxSide = (services, inbox) => {
  const { [brought]: make } = inbox as { readonly [brought]?: MakeInboxSide }
  if (make) return make(services, inbox)
  throw new RoomCallbacksError(
    'invalid-option',
    'inbox: expected one of openInbox() or createInbox(), of the release of @room-callbacks/core that the receiver is of.',
  )
}

/** Stores an After callback, and answers it then: its handlers get it from the inbox. @throws `store-failed` */
async function handOver(
  services: ReceiverServices,
  inbox: Inbox,
  warnings: UnhandledWarnings,
  valid: ValidCallback,
): Promise<Reply> {
  const { callback, command, event, context, isUnique } = valid
  const { ok } = callback.envelope.protocol.replies
  const record = recordOf(callback, context, isUnique)
  if (services.settings.delivers) keepParsed(record, event)
  const stored = await storeInTime(inbox, record, callback)
  if (stored === 'stored') return ok.accepted
  if (stored === 'unhandled') warnings.warn(command.name)
  callback.waitUntil(services.reporter.notify(stored, () => [event, context], command.name))
  return ok[stored]
}

/**
 * Keeps a packet whose command the catalog does not know as a dead letter: a catalog that is
 * behind the platform must not lose events.
 *
 * @throws `store-failed`
 */
async function deadLetterUnknown(callback: IncomingCallback, inbox: Inbox): Promise<void> {
  const { receivedAs } = callback.envelope
  const context = callback.contextFor(receivedAs, 'after')
  const record = recordOf(callback, context, true, { refusal: unknownCommand(receivedAs) })
  await storeInTime(inbox, record, callback)
}

/**
 * Keeps a packet that does not fit the schema of its command, for the same reason. That of a Before
 * callback is not waited for: its answer must not be late.
 *
 * @throws What it was refused with; `store-failed` when it could not be kept
 */
async function deadLetterInvalid(callback: IncomingCallback, inbox: Inbox, error: unknown): Promise<never> {
  if (!(error instanceof Refusal) || error.code !== 'invalid-packet') throw error
  const { envelope, services } = callback
  const command = services.catalog.find(envelope.receivedAs)
  const context = callback.contextFor(command?.name ?? envelope.receivedAs, command?.phase ?? 'after')
  const record = recordOf(callback, context, true, { refusal: recordedError(error) })
  if (command?.answer) storeInBackground(services, inbox, record, context)
  else await storeInTime(inbox, record, callback)
  throw error
}

/** Keeps a Before callback with the answer it was given. Two decisions about equal packets are two records. */
function recordDecision(services: ReceiverServices, inbox: Inbox, valid: ValidCallback, { body }: Reply): void {
  const { callback, context } = valid
  storeInBackground(services, inbox, recordOf(callback, context, false, { answer: body }), context)
}

/** What makes a record something else than a callback to deliver. */
interface RecordKind {
  /** It was authentic, but refused: a dead letter. */
  readonly refusal?: RecordedError
  /** It was decided, and is only kept. */
  readonly answer?: string
}

/** A callback as the inbox keeps it; `isUnique` says whether a repetition of it is the same callback. */
function recordOf(
  { envelope, receivedAt, raw }: IncomingCallback,
  { idempotencyKey, command, orderKey, requestId }: CallbackContext<unknown>,
  isUnique: boolean,
  kind: RecordKind = {},
): InboxRecord {
  const { receivedAs, clientIp, platform } = envelope
  const record: { -readonly [Field in keyof InboxRecord]: InboxRecord[Field] } = {
    id: isUnique ? idempotencyKey : `${idempotencyKey}#${crypto().randomUUID()}`,
    idempotencyKey,
    sdkAppId: envelope.sdkAppId as string,
    command,
    receivedAs,
    receivedAt,
    body: raw as Uint8Array,
  }
  // Spreading an object for each field that may be missing would cost more than all else here.
  if (orderKey !== undefined) record.orderKey = orderKey
  if (clientIp !== undefined) record.clientIp = clientIp
  if (platform !== undefined) record.platform = platform
  if (requestId !== undefined) record.requestId = requestId
  if (kind.refusal !== undefined) record.refusal = kind.refusal
  if (kind.answer !== undefined) record.answer = kind.answer
  return record
}

/**
 * Puts a record into the inbox before the deadline.
 *
 * @throws `store-failed`: even if it is stored later, it is not acknowledged
 */
async function storeInTime(inbox: Inbox, record: InboxRecord, callback: IncomingCallback): Promise<PutOutcome> {
  const deadline = callback.deadline as Deadline
  let stored: PutOutcome | typeof expired
  try {
    stored = await deadline.race(store(inbox, record, deadline.left))
  } catch (cause) {
    throw failed(record, cause instanceof RoomCallbacksError ? cause.message : undefined, { cause })
  }
  if (stored === expired) throw failed(record, 'It took longer than the deadline.')
  return stored
}

function failed({ command }: InboxRecord, detail: string | undefined, options?: ErrorOptions): Refusal {
  const which = itWas(command)
  return new Refusal('store-failed', detail === undefined ? which : `${which} ${detail}`, options)
}

/** Stores what belongs to a Before callback after its answer: a slow store must not make that late. */
function storeInBackground(
  { inFlight, reporter }: ReceiverServices,
  inbox: Inbox,
  record: InboxRecord,
  context: CallbackContext<unknown>,
): void {
  const report = (cause: unknown) => {
    const error = new RoomCallbacksError('inbox-failed', itWas(record.command), { cause })
    return reporter.error(error, context)
  }
  // Bytes of its own: handlers and hooks may write into those of the callback until they are stored.
  const kept = { ...record, body: Buffer.from(record.body) }
  const storing = store(inbox, kept).then(() => {}, report)
  inFlight.trackHook(storing, context)
}

/** Puts a record into the inbox, and publishes it. @param timeout Of the writing. Unit: ms. */
async function store(inbox: Inbox, record: InboxRecord, timeout?: number): Promise<PutOutcome> {
  const { id, command } = record
  try {
    const stored = await traceStore(record, (traced) => inbox.put(traced, timeout === undefined ? {} : { timeout }))
    publishInboxEvent({ type: stored, id, command })
    return stored
  } catch (cause) {
    if (cause instanceof RoomCallbacksError && cause.code === 'inbox-full') {
      publishInboxEvent({ type: 'full', id, command })
    }
    throw cause
  }
}

/** Warns once a command that callbacks of it are kept for nothing. */
class UnhandledWarnings {
  readonly #warned = new Set<string>()

  /** @param command A word of the catalog: their number is a bound. */
  warn(command: string): void {
    if (this.#warned.has(command)) return
    this.#warned.add(command)
    warn(
      'unhandled',
      `${command} arrives, and no process of this inbox has a handler for it: it is kept as a dead letter, and the oldest go first. Register a handler, or take the command out of the callback configuration.`,
    )
  }
}
