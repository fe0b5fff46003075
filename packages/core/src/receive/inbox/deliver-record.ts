import { errorTable, RoomCallbacksError } from '../../errors/room-callbacks-error.ts'
import type { AnyHandler } from '../../handlers/registrations.ts'
import type { Attempt, AttemptResult } from '../../inbox/inbox.ts'
import type { InboxRecord, RecordedError } from '../../inbox/inbox-record.ts'
import { unhandledError } from '../../inbox/inbox-store.ts'
import { handlerFailed, attempt as run } from '../handle/run-handlers.ts'
import type { Parts } from '../parts.ts'
import { HandlingNotes } from '../watch/handling-notes.ts'
import { recordedError } from './recorded-error.ts'
import { type Reopened, reopen } from './reopen.ts'
import { traceDelivery } from './trace-record.ts'

/** One attempt at a stored callback, with the same handlers that a request would have. */
export function deliverRecord(parts: Parts, record: InboxRecord, attempt: Attempt): Promise<AttemptResult> {
  return traceDelivery(record, attempt.number, () =>
    parts.watch.observers
      ? deliverWatched(parts, record, attempt)
      : deliver(parts, reopen(parts, record, attempt), attempt),
  )
}

async function deliver(parts: Parts, reopened: Reopened | RecordedError, attempt: Attempt): Promise<AttemptResult> {
  return 'code' in reopened ? { state: 'refused', error: reopened } : handle(parts, reopened, attempt)
}

async function deliverWatched(parts: Parts, record: InboxRecord, attempt: Attempt): Promise<AttemptResult> {
  const notes = new HandlingNotes()
  const startedAt = parts.settings.clock()
  const reopened = reopen(parts, record, attempt, notes)
  const result = await deliver(parts, reopened, attempt)
  const event = 'code' in reopened ? undefined : reopened.event
  const { handledFor, isHandling, errors } = notes
  const handling = { handledFor, isHandling, errors }
  parts.watch.tellDelivered({ record, attempt: attempt.number, startedAt, result, ...handling }, event)
  return result
}

async function handle(parts: Parts, reopened: Reopened, attempt: Attempt): Promise<AttemptResult> {
  const { event, context } = reopened
  const { registrations, reporter, work } = parts
  const handlers = registrations.ofEvent(context.command)
  // Its handler was removed since it was leased: another process may have one.
  if (handlers.length === 0) {
    await reporter.tell('unhandled', () => [event, context], context.command)
    return { state: 'failed', error: unhandledError(context.command) }
  }
  let running = handlers[0] as AnyHandler
  // The inbox gives an attempt up by itself; whose handler hangs, only this process can tell.
  attempt.onAbort = (reason) => {
    if (reason.code !== 'attempt-timeout') return
    void work.hook(reporter.error(withDetail(reason, registrations.whichHandler(context, running)), context))
  }
  let failure: RoomCallbacksError | undefined
  for (const handler of handlers) {
    running = handler
    failure = (await failureOf(parts, handler, reopened)) ?? failure
  }
  attempt.onAbort = undefined
  return failure ? { state: 'failed', error: recordedError(failure) } : { state: 'handled' }
}

function withDetail({ code, message }: RoomCallbacksError, detail: string): RoomCallbacksError {
  return new RoomCallbacksError(code, `${message.slice(errorTable[code].message.length)} ${detail}`.trim())
}

async function failureOf(
  parts: Parts,
  handler: AnyHandler,
  reopened: Reopened,
): Promise<RoomCallbacksError | undefined> {
  try {
    await run(handler, reopened)
    return undefined
  } catch (cause) {
    const failure = handlerFailed(parts, handler, reopened.context, cause)
    await parts.reporter.error(failure, reopened.context)
    return failure
  }
}
