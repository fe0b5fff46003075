import type { ServerResponse } from 'node:http'
import type { Entry } from '../history/entry.ts'
import type { History } from '../history/history.ts'
import type { Batch } from '../wire.ts'

// How often the page is told at most: faster than people can see it. Unit: ms.
const pause = 100
// What one batch holds at most; the rest comes with the next.
const largestBatch = 500
const mostClients = 16
// What waits for a client at most. Unit: bytes.
const mostWaiting = 8_388_608

/** Makes a batch of entries that are new or changed. */
export type MakeBatch = (entries: readonly Entry[]) => Batch

/** Tells open pages of changes by server-sent events: in batches, and never more than a page can take. */
export class Broadcaster {
  /** Whether a page is open. A field, because every callback asks. */
  isWatched = false
  /** Told when the first page came, and when the last one left. */
  onAudience: ((isWatched: boolean) => void) | undefined
  readonly #history: History
  readonly #makeBatch: MakeBatch
  readonly #write: (value: unknown) => string
  readonly #clients = new Set<ServerResponse>()
  readonly #changed = new Set<number>()
  #timer: NodeJS.Timeout | undefined

  constructor(history: History, makeBatch: MakeBatch, write: (value: unknown) => string) {
    this.#history = history
    this.#makeBatch = makeBatch
    this.#write = write
  }

  /** Whether one more page can be told. */
  get hasPlace(): boolean {
    return this.#clients.size < mostClients
  }

  /** Takes a page in, whose head is written. */
  join(client: ServerResponse): void {
    this.#clients.add(client)
    this.#setWatched(true)
    client.on('close', () => this.#leave(client)).on('error', () => {})
    client.write(': open\n\n')
  }

  /** Notes that an entry is new or changed. */
  mark(id: number): void {
    if (!this.isWatched) return
    this.#changed.add(id)
    this.#timer ??= setTimeout(() => this.#flush(), pause).unref()
  }

  close(): void {
    for (const client of this.#clients) {
      client.end()
      this.#leave(client)
    }
  }

  #leave(client: ServerResponse): void {
    this.#clients.delete(client)
    if (this.#clients.size > 0) return
    this.#setWatched(false)
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#changed.clear()
  }

  #setWatched(isWatched: boolean): void {
    if (isWatched === this.isWatched) return
    this.isWatched = isWatched
    this.onAudience?.(isWatched)
  }

  #flush(): void {
    this.#timer = undefined
    const entries: Entry[] = []
    for (const id of this.#changed) {
      if (entries.length === largestBatch) break
      this.#changed.delete(id)
      // What the history forgot meanwhile is not sent.
      const entry = this.#history.get(id)
      if (entry) entries.push(entry)
    }
    const event = `data: ${this.#write(this.#makeBatch(entries))}\n\n`
    for (const client of this.#clients) {
      if (client.writableLength > mostWaiting) client.destroy()
      else client.write(event)
    }
    if (this.#changed.size > 0) this.#timer = setTimeout(() => this.#flush(), pause).unref()
  }
}
