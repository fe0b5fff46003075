import type { DeduplicationStore } from './store.ts'

/** How repeated deliveries are recognised. */
export interface DeduplicationOptions {
  /** How long a finished callback is remembered. Unit: ms. Default: 24 h. */
  readonly window?: number
  /** How long a running callback is held for its first delivery. Unit: ms. Default: 60000. */
  readonly lease?: number
  /** Finished callbacks that the store in memory remembers. Default: 100000. */
  readonly capacity?: number
  /** Where callbacks are remembered. Default: the memory of this process. */
  readonly store?: DeduplicationStore
}
