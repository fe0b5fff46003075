import type { Registrations } from '../handlers/registrations.ts'
import type { Reporter } from '../handlers/reporter.ts'
import type { InFlight } from '../in-flight.ts'
import type { Inbox } from '../inbox/inbox.ts'
import type { Settings } from '../options/read-options.ts'
import type { Catalog } from '../protocol/catalog.ts'
import type { Reply } from '../reply.ts'
import type { SecretsFinder } from './find-secrets.ts'
import type { InboxHealth } from './inbox-health.ts'
import type { Observers } from './observe/observers.ts'
import type { RefusalCounts } from './refusal-counts.ts'

/** What one receiver is made of. */
export interface ReceiverServices {
  readonly settings: Settings
  readonly secretsFinder: SecretsFinder
  readonly catalog: Catalog
  readonly registrations: Registrations
  readonly reporter: Reporter
  readonly inFlight: InFlight
  /** Made when a tool observes for the first time. */
  observers: Observers | undefined
  /** The way through the inbox, where the receiver has one. */
  readonly inboxSide: InboxSide | undefined
  /** Refused callbacks of the last minutes. */
  readonly refusals: RefusalCounts
}

/**
 * What a receiver does with its inbox. A callback is an `object` here: its type names the services, and types of core do not need
 * each other in a circle.
 */
interface InboxSide {
  handOver(valid: object): Promise<Reply>
  deadLetterUnknown(callback: object): Promise<void>
  deadLetterInvalid(callback: object, error: unknown): Promise<never>
  recordDecision(valid: object, reply: Reply): void
  /** How its store does. @param timeout Unit: ms. */
  health(timeout: number | undefined): Promise<InboxHealth>
  /** Keeps delivery, which begins by itself, back until what it gives is called. */
  delayDelivery(): () => void
  /** Ends what comes from it, and what comes from requests. @throws `close-timeout` */
  close(timeout: number | undefined): Promise<void>
}

/** Makes the way through an inbox. What makes an inbox brings it, so that a bundle without an inbox is without it. */
export type MakeInboxSide = (services: ReceiverServices, inbox: Inbox) => InboxSide
