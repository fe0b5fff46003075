import { tracingChannel } from 'node:diagnostics_channel'
import type { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
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
  return channel.hasSubscribers ? runSync(channel, told(context), work) : work()
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

const untold = { resultOf: () => undefined, foreignCode: 'internal' } as const
const outcome = { resultOf: (reply: Reply) => ({ outcome: reply.outcome }), foreignCode: 'internal' } as const

// Only these two, and a new object each time: the end of the step is written into it.
const told = ({ receivedAs, sdkAppId }: StepContext): StepTrace => ({ receivedAs, sdkAppId })
