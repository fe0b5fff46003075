import { type TracingChannel, tracingChannel } from 'node:diagnostics_channel'

/** The steps that are published on tracing channels named `room-callbacks:<step>`. */
export type Step = 'receive' | 'authenticate' | 'read' | 'parse' | 'validate' | 'deduplicate' | 'handle'

/** What a subscriber is told about a step; never a token, a signature or a packet. */
export interface StepContext {
  readonly receivedAs: string | undefined
  readonly sdkAppId: string | undefined
}

const channels = new Map<Step, TracingChannel<StepContext>>()

function channelOf(step: Step): TracingChannel<StepContext> {
  const existing = channels.get(step)
  if (existing) return existing
  const created = tracingChannel<unknown, StepContext>(`room-callbacks:${step}`) as TracingChannel<StepContext>
  channels.set(step, created)
  return created
}

/** Runs a step that is done when it returns. */
export function traceSync<Result>(step: Step, context: StepContext, work: () => Result): Result {
  const channel = channelOf(step)
  return isHeard(channel) ? (channel.traceSync(work, told(context)) as Result) : work()
}

/** Runs a step that goes on after it returned. */
export function trace<Result>(step: Step, context: StepContext, work: () => Promise<Result>): Promise<Result> {
  const channel = channelOf(step)
  return isHeard(channel) ? (channel.tracePromise(work, told(context)) as unknown as Promise<Result>) : work()
}

// Only these two, and a new object each time: the channel writes its result into it.
const told = ({ receivedAs, sdkAppId }: StepContext): StepContext => ({ receivedAs, sdkAppId })

// Its types are older than it.
const isHeard = (channel: object): boolean => (channel as { hasSubscribers: boolean }).hasSubscribers
