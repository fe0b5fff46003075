import { tracingChannel } from 'node:diagnostics_channel'
import { isErrorCode, isRefusalCode, type RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { Attempt, AttemptResult, PutOutcome } from '../inbox/inbox.ts'
import type { InboxRecord } from '../inbox/inbox-record.ts'
import type { Outcome } from '../outcome.ts'
import type { Reply } from '../reply.ts'
import type { MaybePromise } from '../timers.ts'
import { runAsync, runSync, type StepChannel } from './run-traced.ts'

const steps = ['receive', 'authenticate', 'read', 'parse', 'validate', 'deduplicate', 'handle'] as const

/** The steps that are published on tracing channels named `room-callbacks:<step>`. */
export type Step = (typeof steps)[number]

/** The steps that end with a reply. */
type ReplyingStep = 'receive' | 'deduplicate' | 'handle'

/** What a step knows of its callback. */
export interface StepContext {
  readonly receivedAs: string | undefined
  readonly sdkAppId: string | undefined
}

/**
 * What a subscriber of a step is told; never a token, a signature or a packet.
 *
 * @example
 * tracingChannel('room-callbacks:receive').asyncEnd.subscribe((message) => {
 *   const { receivedAs, result } = message as StepTrace
 *   console.log(receivedAs, result?.outcome)
 * })
 */
export interface StepTrace extends StepContext {
  /** At the end of `receive`, `deduplicate` and `handle`. */
  result?: { readonly outcome: Outcome }
  /** Made of the code alone: what was thrown stays behind. */
  error?: RoomCallbacksError
}

const channels = Object.fromEntries(steps.map((step) => [step, tracingChannel(`room-callbacks:${step}`)])) as {
  readonly [step in Step]: StepChannel<StepTrace>
}

/** Runs a step that is done when it returns. */
export function traceSync<Result>(
  step: 'authenticate' | 'parse' | 'validate',
  context: StepContext,
  work: () => Result,
): Result {
  const channel = channels[step]
  return channel.hasSubscribers ? runSync(channel, told(context), work, untold) : work()
}

/** Runs the reading of a body. */
export function traceRead<Result>(context: StepContext, work: () => MaybePromise<Result>): MaybePromise<Result> {
  return channels.read.hasSubscribers ? runAsync(channels.read, told(context), work, untold) : work()
}

/** Runs a step that ends with a reply. */
export function traceReply(
  step: ReplyingStep,
  context: StepContext,
  work: () => MaybePromise<Reply>,
): MaybePromise<Reply> {
  const channel = channels[step]
  return channel.hasSubscribers ? runAsync(channel, told(context), work, outcome) : work()
}

// What a step of a request throws becomes a refusal.
const codes = { isKnown: isRefusalCode, foreignCode: 'internal' } as const
const untold = { resultOf: () => undefined, ...codes }
const outcome = { resultOf: (reply: Reply) => ({ outcome: reply.outcome }), ...codes }

// Only these two, and a new object each time: the end of the step is written into it.
const told = ({ receivedAs, sdkAppId }: StepContext): StepTrace => ({ receivedAs, sdkAppId })

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

const storing = /* @__PURE__ */ tracingChannel('room-callbacks:store') as unknown as StepChannel<RecordTrace>
const delivering = /* @__PURE__ */ tracingChannel('room-callbacks:deliver') as unknown as StepChannel<RecordTrace>

/** Stores a record, with what subscribers want it to carry. */
export function traceStore(
  record: InboxRecord,
  put: (record: InboxRecord) => Promise<PutOutcome>,
): Promise<PutOutcome> {
  if (!storing.hasSubscribers) return put(record)
  const trace: RecordTrace = { ...toldOfRecord(record), carrier: {} }
  return runAsync(storing, trace, () => put({ ...record, carrier: trace.carrier }), stored)
}

/** Delivers a record, in the context of what it carries. */
export function traceDelivery(
  record: InboxRecord,
  attempt: Attempt,
  deliver: () => Promise<AttemptResult>,
): Promise<AttemptResult> {
  if (!delivering.hasSubscribers) return deliver()
  const trace: RecordTrace = { ...toldOfRecord(record), carrier: { ...record.carrier }, attempt: attempt.number }
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

const foreignCode = 'inbox-failed'
const stored = { resultOf: (state: PutOutcome) => ({ state }), isKnown: isErrorCode, foreignCode } as const
const delivered = {
  resultOf: (result: AttemptResult) =>
    result.state === 'handled' ? { state: result.state } : { state: result.state, code: result.error.code },
  isKnown: isErrorCode,
  foreignCode,
} as const

const toldOfRecord = ({ id, receivedAs, sdkAppId }: InboxRecord) => ({ id, receivedAs, sdkAppId })
