const shortest = 1024

/** First in, first out, without moving what waits. */
export class Fifo<Item> implements Iterable<Item> {
  #items: Item[] = []
  #head = 0

  get length(): number {
    return this.#items.length - this.#head
  }

  get first(): Item | undefined {
    return this.#items[this.#head]
  }

  add(item: Item): void {
    this.#items.push(item)
  }

  /** Ahead of all others. */
  putFirst(item: Item): void {
    if (this.#head > 0) this.#items[--this.#head] = item
    else this.#items.unshift(item)
  }

  takeFirst(): Item | undefined {
    if (this.length === 0) return undefined
    const item = this.#items[this.#head++]
    // What was taken is given up when it is most of the memory.
    if (this.#head > shortest && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head)
      this.#head = 0
    }
    return item
  }

  *[Symbol.iterator](): Iterator<Item> {
    for (let place = this.#head; place < this.#items.length; place += 1) yield this.#items[place] as Item
  }
}
