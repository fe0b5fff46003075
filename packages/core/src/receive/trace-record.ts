import { tracingChannel } from 'node:diagnostics_channel'
import type { ErrorCode, RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { Attempt, AttemptResult, PutOutcome } from '../inbox/inbox.ts'
import type { InboxRecord } from '../inbox/inbox-record.ts'
import { runAsync, type StepChannel } from './run-traced.ts'
import type { StepContext } from './trace.ts'

/**
 * What subscribers of `room-callbacks:store` and `room-callbacks:deliver` are told. What is written
 * into `carrier` when storing starts stands in it again when delivery does, in any process.
 */
export interface RecordTrace extends StepContext {
  readonly id: string
  readonly carrier: Record<string, string>
  /** Of a delivery, from 1. */
  readonly attempt?: number
  /** At the end. `code` says why a delivery failed: what a handler threw stays behind. */
  result?: { readonly state: PutOutcome | AttemptResult['state']; readonly code?: string }
  /** Made of the code alone. */
  error?: RoomCallbacksError
}

const storing = tracingChannel('room-callbacks:store') as unknown as StepChannel<RecordTrace>
const delivering = tracingChannel('room-callbacks:deliver') as unknown as StepChannel<RecordTrace>

/** Stores a record, with what subscribers want it to carry. */
export function traceStore(
  record: InboxRecord,
  put: (record: InboxRecord) => Promise<PutOutcome>,
): Promise<PutOutcome> {
  if (!storing.hasSubscribers) return put(record)
  const trace: RecordTrace = { ...told(record), carrier: {} }
  return runAsync(storing, trace, () => put({ ...record, carrier: trace.carrier }), stored)
}

/** Delivers a record, in the context of what it carries. */
export function traceDelivery(
  record: InboxRecord,
  attempt: Attempt,
  deliver: () => Promise<AttemptResult>,
): Promise<AttemptResult> {
  if (!delivering.hasSubscribers) return deliver()
  const trace: RecordTrace = { ...told(record), carrier: { ...record.carrier }, attempt: attempt.number }
  return runAsync(delivering, trace, () => Promise.race([deliver(), untilTimeout(attempt)]), delivered)
}

/** A handler may hang for ever, and the inbox has given its attempt up by then: so ends what is told of it. */
function untilTimeout({ signal }: Attempt): Promise<AttemptResult> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      const { code, message } = signal.reason as RoomCallbacksError
      // Otherwise the handler goes on, and its result counts.
      if (code === 'attempt-timeout') resolve({ state: 'failed', error: { code, message } })
    })
  })
}

const failed: ErrorCode = 'inbox-failed'
const stored = { resultOf: (state: PutOutcome) => ({ state }), foreignCode: failed }
const delivered = {
  resultOf: (result: AttemptResult) =>
    result.state === 'handled' ? { state: result.state } : { state: result.state, code: result.error.code },
  foreignCode: failed,
}

const told = ({ id, receivedAs, sdkAppId }: InboxRecord) => ({ id, receivedAs, sdkAppId })
