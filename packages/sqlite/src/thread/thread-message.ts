import type { Opening } from '../database/open-store.ts'
import type { BatchReply, PackedBatch } from './batch.ts'

/** What goes to the thread of a store. */
export type ToThread =
  | { readonly kind: 'batch'; readonly batch: PackedBatch }
  /** Whether it tells of what other processes write. */
  | { readonly kind: 'watch'; readonly isOn: boolean }
  /** The log is large: write it back. */
  | { readonly kind: 'checkpoint' }
  | { readonly kind: 'close' }

/** What comes from the thread of a store. */
export type FromThread =
  /** @see preparePlace for the path */
  | { readonly kind: 'opened'; readonly path: string }
  | {
      readonly kind: 'failed'
      readonly code: 'inbox-failed' | 'inbox-full' | 'invalid-option'
      readonly message: string
    }
  | { readonly kind: 'reply'; readonly reply: BatchReply }
  /** Another process wrote something. */
  | { readonly kind: 'changed' }

/** What the thread is started with. */
export interface ThreadData {
  readonly opening: Opening
  /** Rises with each message, and wakes the thread. */
  readonly bell: Int32Array
}
