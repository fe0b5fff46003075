import type { Callback } from './callback.ts'

/** Which callbacks may be taken, and in which order. */
export interface Ready {
  /** How many might be taken now. */
  readonly length: number
  /** It was stored. */
  add(callback: Callback): void
  takeFirst(): Callback | undefined
  /** Its delay is over, or its holder is gone. */
  restore(callback: Callback): void
  /** It is handled, dead or lost: what waits behind it may go on. */
  release(callback: Callback): void
  /** A store that forgot the last moments hands these out again, in this order. */
  replay(released: readonly Callback[]): void
}
