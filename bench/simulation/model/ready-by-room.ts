import { Fifo } from '../engine/fifo.ts'
import type { Callback } from './callback.ts'
import type { Ready } from './ready.ts'

/** What one room has in store. Its first callback is in hand while the room is not listed. */
interface Line {
  readonly room: number
  readonly callbacks: Fifo<Callback>
  isListed: boolean
}

/** `order: 'key'`: of each room only the first, and the next when that one is done. */
export class ReadyByRoom implements Ready {
  readonly #lines = new Map<number, Line>()
  readonly #listed = new Fifo<Line>()

  get length(): number {
    return this.#listed.length
  }

  add(callback: Callback): void {
    const line = this.#lines.get(callback.room)
    if (line) line.callbacks.add(callback)
    else this.#list(this.#open(callback))
  }

  takeFirst(): Callback | undefined {
    for (let line = this.#listed.takeFirst(); line !== undefined; line = this.#listed.takeFirst()) {
      line.isListed = false
      const first = firstThatWaits(line)
      if (first !== undefined) return first
      // Another line of that room may have been opened since this one ran empty.
      if (this.#lines.get(line.room) === line) this.#lines.delete(line.room)
    }
    return undefined
  }

  restore({ room }: Callback): void {
    this.#list(this.#lines.get(room) as Line)
  }

  release(callback: Callback): void {
    const line = this.#lines.get(callback.room)
    if (line?.callbacks.first !== callback) return
    line.callbacks.takeFirst()
    if (line.callbacks.length > 0) this.#list(line)
    else this.#lines.delete(callback.room)
  }

  replay(released: readonly Callback[]): void {
    for (const callback of released.toReversed()) {
      const line = this.#lines.get(callback.room)
      if (line) line.callbacks.putFirst(callback)
      this.#list(line ?? this.#open(callback))
    }
  }

  #open(callback: Callback): Line {
    const callbacks = new Fifo<Callback>()
    callbacks.add(callback)
    const line = { room: callback.room, callbacks, isListed: false }
    this.#lines.set(callback.room, line)
    return line
  }

  #list(line: Line): void {
    if (line.isListed) return
    line.isListed = true
    this.#listed.add(line)
  }
}

function firstThatWaits({ callbacks }: Line): Callback | undefined {
  while (callbacks.first !== undefined && callbacks.first.state !== 'waiting') callbacks.takeFirst()
  return callbacks.first
}
