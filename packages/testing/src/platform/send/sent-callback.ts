import type { EventProduct } from '../events/platform-event.ts'

/** What came of a callback. */
export type CallbackOutcome =
  /** Not answered yet. */
  | 'pending'
  /** An After callback was answered. */
  | 'acknowledged'
  /** A Before callback was answered with a verdict. */
  | 'decided'
  /** No valid answer: for a Before callback the rule of its command applies. */
  | 'failed'

/** Why an attempt counts as failed (34354, 64412): the causes that Tencent names, and no others. */
export type AttemptFailure =
  | 'timed-out'
  | 'connection-failed'
  | 'bad-status'
  | 'not-json'
  /** The platform broke the connection itself, before or after the body: a fault. */
  | 'dropped'

/** One attempt to deliver a callback. */
export interface Attempt {
  /** From sending to the end of the answer. Unit: ms. */
  readonly latency: number
  readonly status?: number
  readonly failure?: AttemptFailure
  /**
   * More about the failure: the `ErrorInfo` that came with another status, at most 200 characters, or the code
   * of the error that ended the connection, such as `ECONNREFUSED`.
   */
  readonly detail?: string | undefined
}

/** A fault that was done to a callback on purpose: its name, or the name of a packet variant. */
export type AppliedFault = string

/** A callback in the log of the platform. */
export interface SentCallback {
  /** From 1, in the order of sending. */
  readonly number: number
  readonly product: EventProduct
  /** The canonical command word. */
  readonly command: string
  /** The room or group that it is about; absent where it is about none. */
  readonly room: string | undefined
  /** The packet as it was meant, before faults. */
  readonly packet: { readonly [field: string]: unknown }
  /** The body as it was sent. */
  readonly body: string
  /** Where it was sent, with the query of the last attempt; `Sign` is redacted. */
  readonly url: string
  /** When it was sent first. Unit: ms since 1970. */
  readonly sentAt: number
  readonly attempts: readonly Attempt[]
  readonly outcome: CallbackOutcome
  /** The answer, if a valid one came. */
  readonly answer?: { readonly ErrorCode: number; readonly [field: string]: unknown }
  /** What was done to it on purpose. */
  readonly faults: readonly AppliedFault[]
  /** The number of the callback of which this is a copy. */
  readonly duplicateOf?: number
}
