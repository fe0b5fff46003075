import { channel } from 'node:diagnostics_channel'

/** What happened to an entry of an inbox, as it is published on the diagnostics channel `room-callbacks:inbox`. */
export interface InboxEvent {
  /**
   * `stored`, `duplicate`, `unhandled` and `full` when a callback arrives; `handled`, `delayed` (an attempt failed,
   * another follows) and `dead` when it is delivered; `retried`, `purged` and `expired` by its operators
   * and its retention.
   */
  readonly type:
    | 'stored'
    | 'duplicate'
    | 'unhandled'
    | 'full'
    | 'handled'
    | 'delayed'
    | 'dead'
    | 'retried'
    | 'purged'
    | 'expired'
  readonly id: string
  readonly command?: string
  /** Which attempt it was. */
  readonly attempt?: number
}

const events = channel('room-callbacks:inbox')

/** Tells the subscribers, if there are any. */
export function publishInboxEvent(event: InboxEvent): void {
  if (events.hasSubscribers) events.publish(event)
}
