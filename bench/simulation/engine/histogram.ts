const least = 0.001
const ratio = 1.01
const perBucket = Math.log(ratio)

/** Durations by size, exact to 1 %, in the memory of a few thousand numbers however many there are. */
export class Histogram {
  readonly #counts: number[] = []
  #count = 0
  #sum = 0
  #longest = 0

  add(duration: number): void {
    const bucket = duration <= least ? 0 : Math.ceil(Math.log(duration / least) / perBucket)
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1
    this.#count += 1
    this.#sum += duration
    if (duration > this.#longest) this.#longest = duration
  }

  get count(): number {
    return this.#count
  }

  /** 0 when there are none. */
  get mean(): number {
    return this.#count === 0 ? 0 : this.#sum / this.#count
  }

  get longest(): number {
    return this.#longest
  }

  /** The duration below which this part of them lies; 0 when there are none. */
  quantile(part: number): number {
    let below = 0
    for (const [bucket, count] of this.#counts.entries()) {
      below += count ?? 0
      if (below >= part * this.#count && below > 0) return Math.min(least * Math.exp(bucket * perBucket), this.#longest)
    }
    return 0
  }
}
