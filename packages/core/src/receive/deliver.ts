import { messageOf, RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { codeOfThrown, type RetryLaterError } from '../handlers/attempt-errors.ts'
import type { AnyHandler } from '../handlers/registrations.ts'
import type { Attempt, AttemptResult, Delivery, Inbox } from '../inbox/inbox.ts'
import type { InboxRecord, RecordedError } from '../inbox/inbox-record.ts'
import { unhandledError } from '../inbox/inbox-store.ts'
import type { Command } from '../protocol/command.ts'
import { decodeText, type Packet, parsePacket } from '../protocol/packet/parse-packet.ts'
import type { Envelope } from '../protocols/protocol.ts'
import { protocols } from '../protocols/protocols.ts'
import { isPromise } from '../timers.ts'
import { IncomingCallback, type ValidCallback } from './incoming-callback.ts'
import { HandlerStats } from './observe/handler-stats.ts'
import type { Observers } from './observe/observers.ts'
import { recordedError, unknownCommand } from './recorded-error.ts'
import { handlerFailed, attempt as run } from './run-handlers.ts'
import type { ReceiverServices } from './services.ts'
import { traceDelivery } from './trace.ts'
import { validate } from './validate.ts'

/** Hands what the inbox holds to the handlers of this process. @throws `inbox-in-use` */
export function startDelivery(services: ReceiverServices, inbox: Inbox): Delivery {
  const { registrations, reporter } = services
  const delivery = inbox.deliver((record, attempt) => deliverRecord(services, record, attempt), {
    commands: registrations.commands(),
    onDeadLetter: ({ id, command }, { code, message }) => {
      const error = new RoomCallbacksError('dead-letter', `It is ${command}, ${id}. ${code}: ${message}`)
      reporter.emit(error)
    },
  })
  // A handler may be registered later: after a database was connected, or by a module that starts late.
  registrations.onChange = () => delivery.setCommands(registrations.commands())
  return delivery
}

/** One attempt at a stored callback, with the same handlers that a request would have. */
function deliverRecord(services: ReceiverServices, record: InboxRecord, attempt: Attempt): Promise<AttemptResult> {
  const { observers } = services
  return traceDelivery(record, attempt, () =>
    observers?.list
      ? deliverObserved(services, observers, record, attempt)
      : deliver(services, reopen(services, record, attempt), attempt),
  )
}

function deliver(
  services: ReceiverServices,
  reopened: ValidCallback | RecordedError,
  attempt: Attempt,
): Promise<AttemptResult> {
  if ('code' in reopened) return Promise.resolve({ state: 'refused', error: reopened })
  return handle(services, reopened, attempt)
}

async function deliverObserved(
  services: ReceiverServices,
  observers: Observers,
  record: InboxRecord,
  attempt: Attempt,
): Promise<AttemptResult> {
  const stats = new HandlerStats()
  const startedAt = services.settings.clock()
  const reopened = reopen(services, record, attempt, stats)
  const result = await deliver(services, reopened, attempt)
  const event = 'code' in reopened ? undefined : reopened.event
  const { handlerTimeMs, isHandling, errors } = stats
  const handling = { handlerTimeMs, isHandling, errors }
  observers.notifyDelivered({ record, attempt: attempt.number, startedAt, result, ...handling }, event)
  return result
}

/**
 * Parses and validates the stored bytes again, as the catalog may be newer by now; or says why it cannot. What this process
 * received a moment ago is there as it was parsed.
 */
function reopen(
  services: ReceiverServices,
  record: InboxRecord,
  attempt: Attempt,
  observed?: HandlerStats,
): ValidCallback | RecordedError {
  const command = services.catalog.find(record.command)
  if (command === undefined) return unknownCommand(record.command)
  // Only a refused packet of one is ever delivered, and only when an operator retries it.
  if (command.answer) return { code: 'too-late', message: 'Its answer was waited for: it was given long ago.' }
  try {
    const event = takeParsed(record) ?? parse(services, command, record)
    const { idempotencyKey, orderKey } = record
    const stored = { idempotencyKey, orderKey, attempt }
    const callback = new IncomingCallback(services, envelopeOf(record, command), undefined, stored, observed)
    callback.receivedAt = record.receivedAt
    callback.raw = record.body
    callback.packet = event
    return callback.accept(command, event)
  } catch (cause) {
    return recordedError(cause)
  }
}

/** Where a record has its packet. On the record itself: a WeakMap of all of them is gone through with each garbage collection. */
const parsed: unique symbol = Symbol('parsed')
/** In an object, which the copies that a store makes of the record share: what one attempt took, no other finds. */
type ParsedRecord = InboxRecord & { [parsed]?: { packet: Packet | undefined } }

/** Keeps the packet of a record for as long as the record is in memory: most are handled a moment later by the same process. */
export function keepParsed(record: ParsedRecord, packet: Packet): void {
  record[parsed] = { packet }
}

/** Once, because handlers may change it, and each attempt gets it as it came. */
function takeParsed({ [parsed]: kept }: ParsedRecord): Packet | undefined {
  const packet = kept?.packet
  if (kept) kept.packet = undefined
  return packet
}

function parse({ settings }: ReceiverServices, command: Command, { body }: InboxRecord): Packet {
  return validate(command, parsePacket(decodeText(body)), { strict: settings.strict, reparsed: false })
}

const envelopeOf = (
  { sdkAppId, receivedAs, clientIp, platform, requestId }: InboxRecord,
  { protocol }: Command,
): Envelope => ({
  protocol: protocols[protocol],
  sdkAppId,
  receivedAs,
  clientIp,
  platform,
  requestId,
  malformed: undefined,
})

async function handle(services: ReceiverServices, valid: ValidCallback, attempt: Attempt): Promise<AttemptResult> {
  const { event, context } = valid
  const { registrations, reporter } = services
  const handlers = registrations.ofEvent(context.command)
  // Its handler was removed since it was leased: another process may have one.
  if (handlers.length === 0) {
    await reporter.notify('unhandled', () => [event, context], context.command)
    return { state: 'failed', error: unhandledError(context.command) }
  }
  let running = handlers[0] as AnyHandler
  // The inbox gives an attempt up by itself; whose handler hangs, only this process can tell.
  attempt.onAbort = (reason) => {
    if (reason.code !== 'attempt-timeout') return
    reporter.emit(withDetail(reason, registrations.whichHandler(context, running)), context)
  }
  const failures: RoomCallbacksError[] = []
  for (const handler of handlers) {
    running = handler
    try {
      const handling = run(handler, valid)
      if (isPromise(handling)) await handling
    } catch (cause) {
      const failure = handlerFailed(registrations, handler, context, cause, codeOfThrown(cause))
      await reporter.error(failure, context)
      failures.push(failure)
    }
  }
  attempt.onAbort = undefined
  return resultOf(failures)
}

/** What came of an attempt. A handler that gives up decides alone only where no other one can succeed later. */
function resultOf(failures: readonly RoomCallbacksError[]): AttemptResult {
  const last = failures.at(-1)
  if (!last) return { state: 'handled' }
  const retried = failures.filter(({ code }) => code !== 'gave-up')
  const error = recordedError(retried.at(-1) ?? last)
  if (retried.length === 0) return { state: 'refused', error }
  const delays = retried.flatMap(({ code, cause }) => (code === 'retry-later' ? (cause as RetryLaterError).delay : []))
  return { state: 'failed', error, ...(delays.length > 0 && { retryAfter: Math.max(...delays) }) }
}

function withDetail({ code, message }: RoomCallbacksError, detail: string): RoomCallbacksError {
  return new RoomCallbacksError(code, `${message.slice(messageOf(code).length)} ${detail}`.trim())
}
