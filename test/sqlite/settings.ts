import { type InboxSettings, readInboxOptions } from '@room-callbacks/core/inbox'

/** Settings of a store that waits for nothing. */
export const settingsOf = (order: InboxSettings['order'] = 'none', capacity = 1000): InboxSettings =>
  readInboxOptions({ order, capacity, lease: 100, window: 500, retention: 1000 })
