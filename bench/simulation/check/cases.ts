/** The same load for the real system and for the simulation. */
export interface CheckedCase {
  readonly name: string
  readonly order: 'none' | 'key'
  readonly concurrency: number
  /** How long a handler takes. Unit: ms. */
  readonly handler: number
  /** Callbacks a second, at random, all of one room; and for how long. */
  readonly rate: number
  readonly milliseconds: number
}

/** Handlers are slow, so that a busy machine, whose timers are late, changes little. */
export const checkedCases: readonly CheckedCase[] = [
  { name: 'half the hands', order: 'none', concurrency: 16, handler: 100, rate: 80, milliseconds: 6000 },
  { name: 'too few hands', order: 'none', concurrency: 16, handler: 100, rate: 240, milliseconds: 5000 },
  { name: 'one room in order', order: 'key', concurrency: 16, handler: 40, rate: 15, milliseconds: 8000 },
]

/** What came from outside in a real run, and is given to the simulation too. */
export interface Trace {
  /** How long a commit took on average. Unit: ms. */
  readonly commit: number
  /** When callbacks arrived. Unit: ms since the first. */
  readonly arrivals: readonly number[]
  /** How long their handlers took, in order of their beginning: timers are late. Unit: ms. */
  readonly durations: readonly number[]
}

/** What both sides say. */
export interface Seen {
  /** Callbacks handled a second, from the first arrival to the last handler. */
  readonly throughput: number
  /** From arrival until it was handled. Unit: ms. */
  readonly meanDelay: number
  readonly longestDelay: number
  readonly mostBacklog: number
}
