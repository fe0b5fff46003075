import type { Inbox, InboxOptions } from '@room-callbacks/core/inbox'
import { Place } from './place.ts'

/** A store with nothing in it, which can be opened several times, as by several processes. */
export interface NewStore {
  open(options?: InboxOptions): Promise<Inbox>
  /** Called when every inbox is closed. */
  remove(): Promise<void>
}

/** One promise of an inbox, and how it is checked. */
export interface InboxCase {
  readonly name: string
  /** @throws AssertionError when the promise is not kept */
  readonly run: (newStore: () => Promise<NewStore>) => Promise<void>
}

/** A case with a place of its own, which is tidied up however it ends. */
export function inboxCase(name: string, check: (place: Place) => Promise<void>): InboxCase {
  return {
    name,
    async run(newStore) {
      const store = await newStore()
      const place = new Place(store)
      try {
        await check(place)
      } finally {
        await place.leave()
        await store.remove()
      }
    },
  }
}
