import type { Operation } from './operations.ts'

/** What goes to the thread of the store: operations that become one transaction. */
export interface Batch {
  readonly operations: readonly Operation[]
  /** The bodies of the records that are put, one after the other. */
  readonly bodies: Uint8Array
  /** The lease clock. Unit: ms. */
  readonly time: number
  /** How long it may wait for the lock of the database. Unit: ms. */
  readonly wait: number
}

/** What comes back. */
export interface BatchReply {
  /** Whether another process holds the lock of the database: then no change was made. */
  readonly isBusy: boolean
  /** One for each operation; undefined for a change that was not made. */
  readonly results: readonly (OperationResult | undefined)[]
  /** Undefined when nothing could be seen. */
  readonly glance: Glance | undefined
}

/** What one operation gave, or why it failed. */
export type OperationResult =
  | { readonly value: unknown }
  | { readonly code: 'inbox-failed' | 'inbox-full' | 'invalid-option'; readonly message: string }

/** What the store looked like after a batch, for the commands that this process asked for last. */
export interface Glance {
  /** When the next delay or lease is over, on the lease clock. */
  readonly nextDue: number | undefined
  /** Whether something waits that can be leased now. */
  readonly isAnyReady: boolean
  /** Whether something of any command waits behind another one of its room. */
  readonly isAnyBlocked: boolean
}
