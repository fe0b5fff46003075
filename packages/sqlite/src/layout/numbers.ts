/** What is counted, in the order in which it is stored. New ones go to the end. */
const fields = [
  'nextSequence',
  'nextFence',
  'dead',
  'refused',
  'unhandled',
  'recorded',
  'dropped',
  'bytes',
  'refusedBytes',
  'recordedBytes',
  /** The lowest sequence that may be of a handled entry. */
  'handledFrom',
  /** Rises when a process announces other commands. */
  'announcements',
  'isOrdered',
  'rateSecond',
  /** The lease clock when something was written last. */
  'lastTime',
  'claims',
  'waiting',
  'blocked',
  'running',
  'delayed',
  /** Transactions that changed these numbers. */
  'commits',
  /** From this sequence on there may be records of handled entries. */
  'recordsFrom',
  /** How many such records there are. */
  'spentRecords',
] as const

type Field = (typeof fields)[number]

const places = Object.fromEntries(fields.map((field, place) => [field, place])) as Record<Field, number>

const secondsOfRate = 60
/** Room for further fields. */
const fieldsEnd = 32
const commandsStart = fieldsEnd + secondsOfRate
const perCommand = 4

/** The numbers of a store. They change with the entries, in the same transaction, so that nothing is ever scanned for them. */
export class Numbers {
  #values = new Float64Array(commandsStart)
  /** Whether they are not as they were loaded. */
  isChanged = false

  /** Takes what is stored; all are zero where nothing is. */
  load(stored: Uint8Array | undefined): void {
    const length = (stored?.length ?? 0) / Float64Array.BYTES_PER_ELEMENT
    if (this.#values.length < length) this.#values = new Float64Array(length)
    this.#values.fill(0)
    if (stored) new Uint8Array(this.#values.buffer).set(stored)
    this.isChanged = false
  }

  /** As they are stored. */
  get bytes(): Uint8Array {
    return new Uint8Array(this.#values.buffer)
  }

  get(field: Field): number {
    return this.#values[places[field]] as number
  }

  set(field: Field, value: number): void {
    this.#values[places[field]] = value
    this.isChanged = true
  }

  add(field: Field, difference: number): void {
    this.set(field, this.get(field) + difference)
  }

  /** The next number of a sequence. */
  next(field: 'nextSequence' | 'nextFence'): number {
    const value = this.get(field)
    this.set(field, value + 1)
    return value
  }

  /** How many commands are counted apart; their ids go from 1 to this. */
  get commands(): number {
    return (this.#values.length - commandsStart) / perCommand
  }

  /** How many entries of a command are in a live state. */
  live(command: number, state: number): number {
    return this.#values[this.#place(command, state)] ?? 0
  }

  addLive(command: number, state: number, difference: number): void {
    const place = this.#place(command, state)
    if (place >= this.#values.length) {
      const values = new Float64Array(commandsStart + command * perCommand)
      values.set(this.#values)
      this.#values = values
    }
    this.#values[place] = (this.#values[place] as number) + difference
    const total = places.waiting + state
    this.#values[total] = (this.#values[total] as number) + difference
    this.isChanged = true
  }

  /** How many entries are in a live state, of these commands or of all. */
  sum(state: number, commands?: Iterable<number>): number {
    if (commands === undefined) return this.#values[places.waiting + state] as number
    let sum = 0
    for (const command of commands) sum += this.live(command, state)
    return sum
  }

  *commandIds(): Generator<number> {
    for (let command = 1; command <= this.commands; command++) yield command
  }

  /** One more was handled. */
  countHandled(now: number): void {
    const slot = fieldsEnd + (this.#passSeconds(now) % secondsOfRate)
    this.#values[slot] = (this.#values[slot] as number) + 1
  }

  /** Handled per second, over the last minute. */
  rate(now: number): number {
    this.#passSeconds(now)
    const counts = this.#values.subarray(fieldsEnd, commandsStart)
    return counts.reduce((sum, count) => sum + count, 0) / secondsOfRate
  }

  /** Empties the seconds that are a minute old. A clock that went back a little counts into the newest second. */
  #passSeconds(now: number): number {
    const last = this.get('rateSecond')
    const current = Math.floor(now / 1000)
    const isFarBack = current < last - secondsOfRate
    const second = isFarBack ? current : Math.max(current, last)
    const passed = isFarBack ? secondsOfRate : Math.min(second - last, secondsOfRate)
    for (let step = 0; step < passed; step++) this.#values[fieldsEnd + (Math.max(second - step, 0) % secondsOfRate)] = 0
    if (second !== last) this.set('rateSecond', second)
    return second
  }

  #place(command: number, state: number): number {
    return commandsStart + (command - 1) * perCommand + state
  }
}
