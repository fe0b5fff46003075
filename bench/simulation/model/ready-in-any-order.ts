import { Fifo } from '../engine/fifo.ts'
import type { Callback } from './callback.ts'
import type { Ready } from './ready.ts'

/** `order: 'none'`: the oldest first, but nothing waits for anything. */
export class ReadyInAnyOrder implements Ready {
  readonly #stored = new Fifo<Callback>()
  readonly #restored = new Fifo<Callback>()

  get length(): number {
    return this.#stored.length + this.#restored.length
  }

  add(callback: Callback): void {
    this.#stored.add(callback)
  }

  takeFirst(): Callback | undefined {
    for (;;) {
      const first = this.#restored.takeFirst() ?? this.#stored.takeFirst()
      if (first === undefined || first.state === 'waiting') return first
    }
  }

  restore(callback: Callback): void {
    this.#restored.add(callback)
  }

  release(): void {}

  replay(released: readonly Callback[]): void {
    for (const callback of released) this.restore(callback)
  }
}
