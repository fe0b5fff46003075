import type { Region } from './regions.ts'

/** The options of `callbackClient`; `clientOptionTable` says what each means. */
export interface ClientOptions {
  /** The SDKAppID of the app: a number, or its digits. */
  readonly sdkAppId: number | string
  /** The secret key of the app: 64 hexadecimal characters, as the console shows it. */
  readonly secretKey: string
  /** An account that is App administrator. Default: `administrator`. */
  readonly identifier?: string | undefined
  /** Where the app was made. Default: `singapore`. */
  readonly region?: Region | undefined
  /** An origin instead of the region's, such as that of a simulated platform. */
  readonly url?: string | undefined
  /** How long an attempt may take; the platform itself waits 3 s. Unit: ms. Default: 5000. */
  readonly timeout?: number | undefined
  /** How often a failure that may pass is tried again. Default: 3. */
  readonly retries?: number | undefined
  /** Calls of one API in a second. Default: 200. */
  readonly callsPerSecond?: number | undefined
  /** How long a UserSig is valid; it is renewed before. Unit: s. Default: 86400. */
  readonly userSigLifetime?: number | undefined
  /** Command words that are newer than this release. */
  readonly commands?: readonly string[] | undefined
  /** The time in milliseconds since 1970; for tests. Default: `Date.now`. */
  readonly clock?: (() => number) | undefined
}
