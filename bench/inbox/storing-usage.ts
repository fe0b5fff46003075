import type { Usage } from '../processes/server-process.ts'

/** What a receiver that stores used, and what it keeps. */
export interface StoringUsage extends Usage {
  /** Without the pages of mapped files, which are the kernel's. */
  readonly ownBytes: number
  /** Callbacks that wait in the store. */
  readonly stored: number
  /** What the process wrote to the disk since it started; NaN where the system does not tell. */
  readonly writtenBytes: number
  /** How long its event loop stood still at most since the last answer. Unit: ms. */
  readonly longestBlock: number
}
