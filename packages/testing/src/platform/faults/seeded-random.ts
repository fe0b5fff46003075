import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator'

/** Chance that repeats: the same seed gives the same row of decisions. */
export class SeededRandom {
  readonly #seed: number
  readonly #generator: RandomGenerator

  constructor(seed: number) {
    this.#seed = seed
    this.#generator = xoroshiro128plus(seed)
  }

  /** A row of its own, so that what happens in one room does not shift what happens in another. */
  fork(name: string): SeededRandom {
    // FNV-1a.
    let mixed = this.#seed ^ 0x811c9dc5
    for (let place = 0; place < name.length; place += 1) mixed = Math.imul(mixed ^ name.charCodeAt(place), 0x01000193)
    return new SeededRandom(mixed | 0)
  }

  /** From 0 to below 1. */
  fraction(): number {
    return uniformFloat64(this.#generator)
  }

  isTrue(probability: number): boolean {
    return this.fraction() < probability
  }

  below(limit: number): number {
    return uniformInt(this.#generator, 0, limit - 1)
  }

  /** One of several; there must be one. */
  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item
  }

  hex(digits: number): string {
    return Array.from({ length: digits }, () => this.below(16).toString(16)).join('')
  }
}
