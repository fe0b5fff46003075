import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { PutOutcome } from './inbox.ts'
import { type InboxRecord, recordSize } from './inbox-record.ts'

/** Beyond these a store does not keep up, and what waits for it would fill the memory of the process. */
const maxEntries = 10_000
/** Unit: bytes. */
const maxBytes = 67_108_864

/** The records that wait to be written, bounded: a store that stalls must not fill the memory. */
export class PendingPuts {
  #entries = 0
  #bytes = 0

  /** @throws `inbox-failed` when too many wait already: `put` is not called then */
  async add(record: InboxRecord, put: () => Promise<PutOutcome>): Promise<PutOutcome> {
    const size = recordSize(record)
    if (this.#entries >= maxEntries || (this.#entries > 0 && this.#bytes + size > maxBytes)) {
      throw new RoomCallbacksError('inbox-failed', `The store is too slow: ${this.#entries} callbacks wait for it.`)
    }
    this.#entries++
    this.#bytes += size
    try {
      return await put()
    } finally {
      this.#entries--
      this.#bytes -= size
    }
  }
}
