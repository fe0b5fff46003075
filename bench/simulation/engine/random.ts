/**
 * Chance that repeats: the same seed gives the same numbers, in every version of Node. Each part of
 * a model forks its own, so that a change in one does not shift the others.
 */
export class Random {
  readonly #seed: string
  #a: number
  #b: number
  #c: number
  #counter = 1

  constructor(seed: string) {
    this.#seed = seed
    this.#a = hash(`${seed}/a`)
    this.#b = hash(`${seed}/b`)
    this.#c = hash(`${seed}/c`)
    // The first numbers still look like the seed.
    for (let round = 0; round < 12; round += 1) this.#next()
  }

  fork(name: string | number): Random {
    return new Random(`${this.#seed}/${name}`)
  }

  /** From 0, below 1. */
  uniform(): number {
    return this.#next() / 2 ** 32
  }

  below(limit: number): number {
    return Math.floor(this.uniform() * limit)
  }

  isTrue(probability: number): boolean {
    return this.uniform() < probability
  }

  /** The time to the next of events that know nothing of each other. */
  exponential(mean: number): number {
    return -Math.log(1 - this.uniform()) * mean
  }

  /** Half lies below the median; `spread` 1 means that one in six is beyond 2.7 times the median. */
  lognormal(median: number, spread: number): number {
    return median * Math.exp(spread * this.#normal())
  }

  #normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform())
  }

  /** Chris Doty-Humphrey's sfc32. */
  #next(): number {
    const sum = (this.#a + this.#b + this.#counter++) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return sum >>> 0
  }
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let place = 0; place < text.length; place += 1) {
    value = Math.imul(value ^ text.charCodeAt(place), 0x01000193)
  }
  return value
}
