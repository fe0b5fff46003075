/** What is counted, in the order in which it is stored. New ones go to the end. */
const fields = [
  'nextSequence',
  'nextHold',
  'waiting',
  'running',
  'delayed',
  'dead',
  'recorded',
  'isOrdered',
  'holdsDue',
  'rateSecond',
  /** From which sequence on nobody took anything yet. */
  'freshFrom',
  /** Until when ids may be known by the keys of version 1. Unit: ms since 1970. */
  'undatedUntil',
] as const

type Field = (typeof fields)[number]

export const secondsOfRate = 60

/** The numbers of a store. They change with the entries, in the same transaction, so that nothing is ever scanned for them. */
export class Counters {
  readonly #values = new Float64Array(secondsOfRate + fields.length)
  /** Whether they are not as they were loaded. */
  isChanged = false
  /** As they are stored. */
  readonly bytes: Uint8Array = new Uint8Array(this.#values.buffer)

  /** Takes what is stored; all are zero where nothing is. */
  load(stored: Uint8Array | undefined): void {
    this.#values.fill(0)
    if (stored) this.bytes.set(stored.subarray(0, this.bytes.length))
    this.isChanged = false
  }

  get(field: Field): number {
    return this.#values[secondsOfRate + fields.indexOf(field)] as number
  }

  set(field: Field, value: number): void {
    this.#values[secondsOfRate + fields.indexOf(field)] = value
    this.isChanged = true
  }

  add(field: Field, difference: number): void {
    this.set(field, this.get(field) + difference)
  }

  /** The next number of a sequence, from 1. */
  next(field: 'nextSequence' | 'nextHold'): number {
    this.add(field, 1)
    return this.get(field)
  }

  /** Entries that count for the capacity. */
  get kept(): number {
    return this.get('waiting') + this.get('running') + this.get('delayed') + this.get('dead') + this.get('recorded')
  }

  /** One more was handled. */
  countHandled(now: number): void {
    const slot = this.#passSeconds(now) % secondsOfRate
    this.#values[slot] = (this.#values[slot] as number) + 1
  }

  /** Handled per second, over the last minute. */
  rate(now: number): number {
    this.#passSeconds(now)
    return this.#values.subarray(0, secondsOfRate).reduce((sum, count) => sum + count, 0) / secondsOfRate
  }

  /** Empties the seconds that are a minute old. A clock that went back counts into the newest second. */
  #passSeconds(now: number): number {
    const last = this.get('rateSecond')
    const second = Math.max(Math.floor(now / 1000), last)
    const passed = Math.min(second - last, secondsOfRate)
    for (let step = 0; step < passed; step++) this.#values[(second - step) % secondsOfRate] = 0
    this.set('rateSecond', second)
    return second
  }
}
