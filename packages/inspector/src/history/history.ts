import { type Entry, sizeOf } from './entry.ts'

const none: Entry['deliveries'] = []

/** The last callbacks, bounded in number and bytes. */
export class History {
  /** Callbacks that were ever added. */
  seen = 0
  readonly #capacity: number
  readonly #memory: number
  // Ids follow each other, so an id is a place.
  readonly #places: (Entry | undefined)[]
  #oldest = 1
  #bytes = 0

  /** @param memory Unit: bytes. */
  constructor(capacity: number, memory: number) {
    this.#capacity = capacity
    this.#memory = memory
    this.#places = new Array(capacity)
  }

  get size(): number {
    return this.seen - this.#oldest + 1
  }

  /** Adds a callback and forgets the oldest ones for it. */
  add({ source, origin, path, room, seen }: Omit<Entry, 'id' | 'deliveries'>): Entry {
    const entry: Entry = { id: this.seen + 1, source, origin, path, room, seen, deliveries: none }
    this.#bytes += sizeOf(entry)
    if (this.size >= this.#capacity) this.#forget()
    this.seen++
    this.#places[entry.id % this.#capacity] = entry
    // The newest stays, however large it is: it is what somebody waits for.
    while (this.#bytes > this.#memory && this.size > 1) this.#forget()
    return entry
  }

  get(id: number): Entry | undefined {
    const entry = this.#places[id % this.#capacity]
    return entry?.id === id ? entry : undefined
  }

  /** Newest first. */
  *newest(): Generator<Entry> {
    for (let id = this.seen; id >= this.#oldest; id--) yield this.get(id) as Entry
  }

  #forget(): void {
    const place = this.#oldest++ % this.#capacity
    this.#bytes -= sizeOf(this.#places[place] as Entry)
    this.#places[place] = undefined
  }
}
