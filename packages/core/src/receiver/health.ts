import type { RefusalCode } from '../errors/refusals.ts'
import type { InboxHealth } from '../receive/inbox-health.ts'
import type { ReceiverServices } from '../receive/services.ts'

/** How a receiver does, for a readiness probe. */
export interface Health {
  /** Whether it can take callbacks: it is not closing, and the store of its inbox answers, if it has one. */
  readonly isReady: boolean
  /** Whether `close()` was called. */
  readonly isClosing: boolean
  /** Callbacks that this process receives or handles now. */
  readonly inFlight: number
  /** Callbacks that this process refused in the last five minutes, by code. */
  readonly refused: { readonly [code in RefusalCode]?: number }
  /** The inbox over all processes; undefined where there is none. */
  readonly inbox: InboxHealth | undefined
}

/** What `health()` takes. */
export interface HealthOptions {
  /** How long the store of the inbox may take to answer. Unit: ms. Default, also for what is no time: 1000. */
  readonly timeout?: number
}

/** How a receiver does. Only its inbox is asked. */
export async function readHealth(
  { settings, inFlight, refusals, inboxSide }: ReceiverServices,
  options: HealthOptions | undefined,
): Promise<Health> {
  const inbox = await inboxSide?.health(options?.timeout)
  return {
    isReady: !inFlight.isClosing && inbox?.isReachable !== false,
    isClosing: inFlight.isClosing,
    inFlight: inFlight.callbacks,
    refused: refusals.since(settings.clock()),
    inbox,
  }
}
