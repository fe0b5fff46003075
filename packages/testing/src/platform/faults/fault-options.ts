/**
 * How the platform misbehaves on purpose. Each is a probability from 0 to 1, drawn for each callback of a
 * room from the seed: the same operations meet the same faults. Before callbacks are neither repeated,
 * reordered nor delayed.
 */
export interface FaultOptions {
  /** Sent twice: at the same time, or one after the other. */
  readonly duplicate?: number
  /** Sent after the next callback of its room, or at `settled()`. */
  readonly reorder?: number
  /** Sent later, and the next callbacks of its room with it. */
  readonly delay?: number
  /** How much later at most. Unit: ms. Default: 100. */
  readonly delayUpTo?: number
  /** The connection breaks in the middle of the body, attempt by attempt. */
  readonly dropBeforeBody?: number
  /** The connection breaks behind the body, before the answer, attempt by attempt. */
  readonly dropAfterBody?: number
  /** In a form that Tencent documents elsewhere: an alias, `EventTime` as text or missing, and so on. */
  readonly variants?: number
  /** Accounts that are numbers beyond 2^53 are sent as JSON integers, as in Tencent's samples. */
  readonly largeIds?: number
  /** With a field that is in no document. */
  readonly unknownFields?: number
  /** Followed by a callback whose command is in no document. */
  readonly unknownCommands?: number
}
