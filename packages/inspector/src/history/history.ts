import type { ObservedDelivery } from '@room-callbacks/core/inspect'
import type { Arrival, Entry } from './entry.ts'
import { type Chunk, PacketMemory } from './packet-memory.ts'
import { RepeatedCircumstances } from './shared-fields.ts'
import { numbersOfSlot, Slot, sizeOf } from './slot.ts'

/** The last callbacks, bounded in number and bytes. */
export class History {
  /** Callbacks that were ever added. */
  seen = 0
  readonly #capacity: number
  readonly #memory: PacketMemory
  readonly #circumstances = new RepeatedCircumstances()
  readonly #numbers: Float64Array
  // Ids follow each other, so an id is a place.
  readonly #slots: Slot[] = []
  #oldest = 1

  /** @param memory Unit: bytes. */
  constructor(capacity: number, memory: number) {
    this.#capacity = capacity
    this.#memory = new PacketMemory(memory)
    this.#numbers = new Float64Array(capacity * numbersOfSlot)
  }

  get size(): number {
    return this.seen - this.#oldest + 1
  }

  /** Adds a callback and forgets the oldest ones for it. Gives its id. */
  add(arrival: Arrival): number {
    if (this.size >= this.#capacity) this.#forget()
    const chunk = this.#makeRoom(sizeOf(arrival.seen))
    const id = ++this.seen
    if (id <= this.#capacity) this.#slots.push(new Slot(this.#numbers, (id - 1) * numbersOfSlot))
    this.#at(id).fill(id, arrival, this.#circumstances.of(arrival), chunk)
    return id
  }

  /** Notes an attempt of an inbox. */
  addDelivery(id: number, delivery: ObservedDelivery): void {
    this.#at(id).addDelivery(delivery)
  }

  get(id: number): Entry | undefined {
    const slot = this.#slots[(id - 1) % this.#capacity]
    return slot?.id === id ? slot.read() : undefined
  }

  /** The newest entry that fits: what changes is seldom old. */
  find(fits: (slot: Slot) => boolean): Slot | undefined {
    for (let id = this.seen; id >= this.#oldest; id--) if (fits(this.#at(id))) return this.#at(id)
    return undefined
  }

  /** Oldest first. More may come, and be forgotten, in between. */
  *oldest(): Generator<Entry> {
    const last = this.seen
    for (let id = this.#oldest; id <= last; id = Math.max(id + 1, this.#oldest)) yield this.#at(id).read()
  }

  /** Newest first. */
  *newest(): Generator<Entry> {
    for (let id = this.seen; id >= this.#oldest; id--) yield this.#at(id).read()
  }

  #at(id: number): Slot {
    return this.#slots[(id - 1) % this.#capacity] as Slot
  }

  #makeRoom(length: number): Chunk {
    let chunk = this.#memory.reserve(length)
    while (!chunk) {
      this.#forget()
      chunk = this.#memory.reserve(length)
    }
    return chunk
  }

  #forget(): void {
    const slot = this.#at(this.#oldest++)
    this.#memory.release(slot.chunk as Chunk)
    slot.clear()
  }
}
