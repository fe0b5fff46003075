import { storedInbox } from '../inbox/create-inbox.ts'
import type { Inbox } from '../inbox/inbox.ts'
import type { InboxClocks } from '../inbox/inbox-dependencies.ts'
import type { InboxStore } from '../inbox/inbox-store.ts'
import type { InboxSettings } from '../inbox/read-inbox-options.ts'
import { brought, makeInboxSide } from './inbox-side.ts'

/**
 * Makes an inbox of a store: retries, time-outs, leases, retention and operations. It brings the way of callbacks through it, for
 * receivers whose bundle would not have it otherwise.
 *
 * @param clocks For tests. Default: the clocks of the process, and `Math.random`.
 * @example
 * const inbox = createInbox(new MemoryInboxStore(settings), settings)
 */
export function createInbox(store: InboxStore, settings: InboxSettings, clocks?: Partial<InboxClocks>): Inbox {
  return Object.defineProperty(storedInbox(store, settings, clocks), brought, { value: makeInboxSide })
}
