/** What a run shows. Times in ms, utilisation as a part of one. */
export interface Figures {
  /** After callbacks that were sent, and what the platform saw of them. */
  readonly sent: number
  readonly acknowledged: number
  readonly refused: number
  readonly timedOut: number
  /** Before callbacks by their answer. */
  readonly decided: number
  readonly undecided: number
  /** What became of those that were stored. */
  readonly stored: number
  readonly handled: number
  readonly dead: number
  readonly pending: number
  readonly lost: number
  readonly ranTwice: number
  readonly answer: Delays
  /** From its sending until it was handled. */
  readonly handling: Delays
  readonly meanWait: number
  readonly mostBacklog: number
  /** How long it took after an incident until the backlog was as before; undefined if there was none, or it took longer. */
  readonly drainTime: number | undefined
  readonly busyReceivers: number
  readonly busyWorkers: number
  readonly busyStore: number
}

export interface Delays {
  readonly p50: number
  readonly p99: number
  readonly longest: number
}
