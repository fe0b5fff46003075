import type { Usage } from '../processes/server-process.ts'

/** What a receiver that stores used, and what it keeps. */
export interface StoringUsage extends Usage {
  /** Without the pages of mapped files, which are the kernel's. */
  readonly ownBytes: number
  /** Callbacks that wait in the store. */
  readonly stored: number
}
