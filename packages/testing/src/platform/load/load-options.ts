import type { FaultOptions } from '../faults/fault-options.ts'

/** What `startLoad` takes. An unknown key or a value out of range throws `invalid-option`. */
export interface LoadOptions {
  /** The receiver: it must begin with `http`. */
  readonly url: string
  /** Default: 1400000000. */
  readonly sdkAppId?: number
  /** Signs the callbacks. */
  readonly token?: string
  /** How many rooms there are at a time: half of them meetings, half lives. Default: 10. */
  readonly rooms?: number
  /** Callbacks a second. Default: 100. */
  readonly rate?: number
  /** Unit: ms. Default: 10000. */
  readonly duration?: number
  /** The same seed and `startTime` give the same packets in the same order. Default: 1. */
  readonly seed?: number
  /** How it misbehaves; `reorder`, `delay` and the dropped connections do not apply. Default: not at all. */
  readonly faults?: Pick<FaultOptions, 'duplicate' | 'variants' | 'largeIds' | 'unknownFields' | 'unknownCommands'>
  /** How long an answer may take. Unit: ms. Default: 2000. */
  readonly timeout?: number
  /** The `EventTime` of the first packet. Unit: ms since 1970. Default: now. */
  readonly startTime?: number
  /** Called with the figures so far, about every `progressInterval`. */
  readonly onProgress?: (progress: LoadSummary) => void
  /** Unit: ms. Default: 1000. */
  readonly progressInterval?: number
  /** Ends the load early. */
  readonly signal?: AbortSignal
}

/** What came of a load, or of a part of it. */
export interface LoadSummary {
  /** How many callbacks are sent in all. */
  readonly planned: number
  readonly sent: number
  /** With a valid answer in time. */
  readonly answered: number
  readonly failed: number
  /** Since the start. Unit: ms. */
  readonly elapsed: number
  /** Answers by HTTP status, `ActionStatus` and `ErrorCode`, such as `200 OK 0`; what failed by its reason. */
  readonly outcomes: { readonly [outcome: string]: number }
  /** How many of each command were sent. */
  readonly commands: { readonly [command: string]: number }
  /** Of the answers. Unit: ms. All 0 when there was none. */
  readonly latency: {
    readonly mean: number
    readonly p50: number
    readonly p90: number
    readonly p99: number
    readonly max: number
  }
}
