import { type TracingChannel, tracingChannel } from 'node:diagnostics_channel'
import type { InboxRecord } from '../../inbox/inbox-record.ts'
import type { StepContext } from '../trace.ts'

/**
 * What subscribers of `room-callbacks:store` and `room-callbacks:deliver` are told. What is written
 * into `carrier` when storing starts stands in it again when delivery does, in whatever process.
 */
export interface RecordTrace extends StepContext {
  readonly id: string
  readonly carrier: Record<string, string>
  /** Of a delivery, from 1. */
  readonly attempt?: number
}

// The property is younger than the types.
type Channel = TracingChannel<RecordTrace> & { readonly hasSubscribers: boolean }

const storing = tracingChannel('room-callbacks:store') as unknown as Channel
const delivering = tracingChannel('room-callbacks:deliver') as unknown as Channel

/** Stores a record, with what subscribers want it to carry. */
export function traceStore<Result>(
  record: InboxRecord,
  put: (record: InboxRecord) => Promise<Result>,
): Promise<Result> {
  if (!storing.hasSubscribers) return put(record)
  const trace = { ...told(record), carrier: {} }
  return storing.tracePromise(() => put({ ...record, carrier: trace.carrier }), trace) as unknown as Promise<Result>
}

/** Delivers a record, in the context of what it carries. */
export function traceDelivery<Result>(
  record: InboxRecord,
  attempt: number,
  deliver: () => Promise<Result>,
): Promise<Result> {
  if (!delivering.hasSubscribers) return deliver()
  const trace = { ...told(record), carrier: { ...record.carrier }, attempt }
  return delivering.tracePromise(deliver, trace) as unknown as Promise<Result>
}

const told = ({ id, receivedAs, sdkAppId }: InboxRecord) => ({ id, receivedAs, sdkAppId })
