import type { OptionCheck, OptionChecks } from '@room-callbacks/core/checked-options'
import { authenticationToken, requireOptions, webAddress } from '../options/option-checks.ts'
import type { PlatformOptions } from '../options/platform-options.ts'
import { deliveryChecks, platformDefaults } from '../options/read-platform-options.ts'

/** What `openSender` takes. An unknown key or a value out of range throws `invalid-option`. */
export interface SenderOptions
  extends Pick<PlatformOptions, 'sdkAppId' | 'timeout' | 'retries' | 'retryDelay' | 'clock'> {
  /**
   * The receiver: it must begin with `http`. A function is asked before each attempt, and chooses among several
   * as a load balancer does.
   */
  readonly url: string | (() => string | Promise<string>)
  /** Signs the packets; 1 to 128 characters (69528). */
  readonly token?: string
}

/** The options of a sender, checked and complete. */
export type SenderSettings = Required<Omit<SenderOptions, 'token'>> & Pick<SenderOptions, 'token'>

const url: OptionCheck = {
  accepts: (value) => typeof value === 'function' || webAddress.accepts(value),
  expected: `${webAddress.expected}, or a function that gives one`,
}
const checks: OptionChecks<SenderOptions> = { url, token: authenticationToken, ...deliveryChecks }

/** Checks what `openSender` was given. @throws `invalid-option`, unknown keys included */
export function readSenderOptions(options: SenderOptions): SenderSettings {
  requireOptions('openSender()', options, checks, ['url'])
  const { sdkAppId, timeout, retries, retryDelay, clock } = platformDefaults
  return { sdkAppId, timeout, retries, retryDelay, clock, ...options }
}

/** Gives a URL back that was chosen for an attempt. @throws `invalid-option` */
export function requireUrl(url: string): string {
  requireOptions('openSender()', { url }, { url: webAddress })
  return url
}
