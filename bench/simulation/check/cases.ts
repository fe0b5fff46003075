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

export const checkedCases: readonly CheckedCase[] = [
  { name: 'half of what the hands can do', order: 'none', concurrency: 8, handler: 20, rate: 200, milliseconds: 5000 },
  { name: 'half as much again as they can', order: 'none', concurrency: 8, handler: 20, rate: 550, milliseconds: 5000 },
  { name: 'one room in order', order: 'room', concurrency: 8, handler: 20, rate: 25, milliseconds: 10_000 },
]

/** What both sides say. */
export interface Seen {
  /** Callbacks handled a second, from the first request to the last handler. */
  readonly throughput: number
  /** From arrival until it was handled. Unit: ms. */
  readonly meanDelay: number
  readonly mostBacklog: number
}
