import type { FaultOptions } from '../faults/fault-options.ts'

/** What `startPlatform` takes. An unknown key or a value out of range throws `invalid-option`. */
export interface PlatformOptions {
  /** Default: 1400000000. */
  readonly sdkAppId?: number
  /** With which user signatures are checked. Default: 64 digits that `platform.secretKey` tells. */
  readonly secretKey?: string
  /** Who may call the REST APIs. Default: `['administrator']`. */
  readonly administrators?: readonly string[]
  /** Decides everything that is left to chance: ids and faults. Default: 1. */
  readonly seed?: number
  /** How it misbehaves. Default: not at all. */
  readonly faults?: FaultOptions
  /** How long an answer may take. Unit: ms. Default: 2000 (34354, 72210). */
  readonly timeout?: number
  /** How often an After callback that failed is sent again: the switch of Chat's console (34354). Default: 0. */
  readonly retries?: number
  /** How long to wait before each of those. Unit: ms. Default: 0. */
  readonly retryDelay?: number
  /** How many calls a second each REST API takes; more are answered 60007. Default: 200 (60729). */
  readonly callsPerSecond?: number
  /**
   * Whether a token signs the callbacks of Conference too: not documented (60722), but a receiver that
   * demands a signature would refuse them otherwise. Default: true.
   */
  readonly signConference?: boolean
  /** How many live rooms there can be; at 70 % a callback tells (70485). Default: 500. */
  readonly roomLimit?: number
  /** How many groups of Chat there can be; at 70 % a callback tells (57455). Default: 10000. */
  readonly groupQuota?: number
  /** How many callbacks the log keeps. Default: 10000. */
  readonly logSize?: number
  /** The time in milliseconds since 1970. Default: `Date.now`. */
  readonly clock?: () => number
  /** Of the REST server, on the loopback address. Default: a free one. */
  readonly port?: number
}
