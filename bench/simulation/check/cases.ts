/** The same load for the real system and for the simulation. */
export interface CheckedCase {
  readonly name: string
  readonly order: 'none' | 'room'
  readonly concurrency: number
  /** How long a handler takes. Unit: ms. */
  readonly handler: number
  /** Callbacks a second, at random, all of one room; and for how long. */
  readonly rate: number
  readonly milliseconds: number
}

/** Handlers are slow, so that a busy machine, whose timers are late, changes little. */
export const checkedCases: readonly CheckedCase[] = [
  { name: 'half the hands', order: 'none', concurrency: 16, handler: 100, rate: 80, milliseconds: 8000 },
  { name: 'too few hands', order: 'none', concurrency: 16, handler: 100, rate: 240, milliseconds: 6000 },
  { name: 'one room in order', order: 'room', concurrency: 16, handler: 40, rate: 12, milliseconds: 12_000 },
]

/** What both sides say. */
export interface Seen {
  /** Callbacks handled a second, from the first request to the last handler. */
  readonly throughput: number
  /** From arrival until it was handled. Unit: ms. */
  readonly meanDelay: number
  readonly mostBacklog: number
}
