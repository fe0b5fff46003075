import { createInbox, type Inbox, type InboxOptions, readInboxOptions } from '@room-callbacks/core/inbox'
import { InboxMemory } from './inbox-memory.ts'
import { MemoryInboxStore } from './memory-inbox-store.ts'

/**
 * An inbox for tests: everything of an inbox but that it survives.
 *
 * @param memory What it shares with other inboxes, as if they were processes on one store.
 * @throws `invalid-option`
 * @example
 * const inbox = memoryInbox({ attempts: 2, backoff: 10 })
 * roomCallbacks(1400000000, { inbox }).on('Room.CallbackAfterMemberLeave', handler)
 * await inbox.drain()
 */
export function memoryInbox(options: InboxOptions = {}, memory: InboxMemory = new InboxMemory()): Inbox {
  const settings = readInboxOptions(options)
  return createInbox(new MemoryInboxStore(settings, memory), settings)
}
