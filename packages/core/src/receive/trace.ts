import { type TracingChannel, tracingChannel } from 'node:diagnostics_channel'
import type { MaybePromise } from './maybe-promise.ts'

const steps = ['receive', 'authenticate', 'read', 'parse', 'validate', 'deduplicate', 'handle'] as const

/** The steps that are published on tracing channels named `room-callbacks:<step>`. */
export type Step = (typeof steps)[number]

/** What a subscriber is told about a step; never a token, a signature or a packet. */
export interface StepContext {
  readonly receivedAs: string | undefined
  readonly sdkAppId: string | undefined
}

// The property is younger than the types.
type Channel = TracingChannel<StepContext> & { readonly hasSubscribers: boolean }

const channels = Object.fromEntries(steps.map((step) => [step, tracingChannel(`room-callbacks:${step}`)])) as {
  readonly [step in Step]: Channel
}

/** Runs a step that is done when it returns. */
export function traceSync<Result>(step: Step, context: StepContext, work: () => Result): Result {
  const channel = channels[step]
  return channel.hasSubscribers ? (channel.traceSync(work, told(context)) as Result) : work()
}

/** Runs a step that may go on after it returned. */
export function trace<Result>(
  step: Step,
  context: StepContext,
  work: () => MaybePromise<Result>,
): MaybePromise<Result> {
  const channel = channels[step]
  if (!channel.hasSubscribers) return work()
  return channel.tracePromise(async () => work(), told(context)) as unknown as Promise<Result>
}

// Only these two, and a new object each time: the channel writes its result into it.
const told = ({ receivedAs, sdkAppId }: StepContext): StepContext => ({ receivedAs, sdkAppId })
