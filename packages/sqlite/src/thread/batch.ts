import type { IncomingPut, PackedPuts, PutRequest } from '../layout/records.ts'
import type { Operation } from './operations.ts'

/** What is to become one transaction, with its records in one of several forms. */
interface BatchOf<Puts, Numbers> {
  readonly puts: Puts
  /** What was handled, `completionFields` numbers for each, see `transactions/settle.ts`. */
  readonly completions: Numbers
  readonly operations: readonly Operation[]
  /** The lease clock. Unit: ms. */
  readonly time: number
  /** How long it may wait for the lock of the database. Unit: ms. */
  readonly wait: number
}

/** As it is asked for. */
export type Batch = BatchOf<readonly PutRequest[], readonly number[]>
/** As it goes to the thread of the store. */
export type PackedBatch = BatchOf<PackedPuts, Float64Array>
/** As it is done. */
export type IncomingBatch = BatchOf<readonly IncomingPut[], ArrayLike<number>>

/** What does batches, one after the other: the thread of a store. */
export interface BatchRunner {
  /** Called when another process wrote something, while it is watched. */
  onChange: () => void
  run(batch: Batch): Promise<BatchReply>
  watch(isOn: boolean): void
  /** Writes the log back into the file. */
  checkpoint(): void
  /** @param patience how long it waits for the disk, in ms */
  close(patience: number): Promise<void>
}

/** What comes back. */
export interface BatchReply {
  /** Whether another process holds the lock of the database: then no change was made. */
  readonly isBusy: boolean
  /** One for each put, then for each completion and for each operation; undefined where it was not done. */
  readonly results: readonly unknown[]
  /** Why some were not done, by their places among the results. */
  readonly failures: readonly Failure[]
  /** Undefined when nothing could be seen. */
  readonly glance: Glance | undefined
  /** Whether another process wrote something since this one looked last. */
  readonly isForeign: boolean
}

export interface Failure {
  readonly index: number
  readonly code: 'inbox-failed' | 'inbox-full' | 'invalid-option'
  readonly message: string
}

/** What the store looked like after a batch, for the commands that this process asked for last. */
export interface Glance {
  /** When the next delay or lease is over, on the lease clock. */
  readonly nextDue: number | undefined
  /** Whether something waits that can be leased now. */
  readonly isAnyReady: boolean
  /** Whether something of any command waits behind another one of its room. */
  readonly isAnyBlocked: boolean
}
