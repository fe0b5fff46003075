import { callable, flag, group, integer, type OptionChecks, text } from '@room-callbacks/core/checked-options'
import { faultOptionChecks } from '../faults/fault-option-checks.ts'
import type { FaultOptions } from '../faults/fault-options.ts'
import { requireOptions, textList } from './option-checks.ts'
import type { PlatformOptions } from './platform-options.ts'

/** The options of a platform, checked and complete. */
export type PlatformSettings = Required<PlatformOptions>

/**
 * What `startPlatform` takes for an option that is left out.
 *
 * @example
 * const halfAsLong = await startPlatform({ timeout: platformDefaults.timeout / 2 })
 */
export const platformDefaults: PlatformSettings = {
  sdkAppId: 1_400_000_000,
  // It opens nothing but a platform that runs in a test.
  secretKey: '5ec2e7'.repeat(11).slice(0, 64),
  administrators: ['administrator'],
  seed: 1,
  faults: {},
  timeout: 2000,
  retries: 0,
  retryDelay: 0,
  callsPerSecond: 200,
  signConference: true,
  roomLimit: 500,
  groupQuota: 10_000,
  logSize: 10_000,
  clock: Date.now,
  port: 0,
}

/** What the options of everything that delivers must be. */
export const deliveryChecks: OptionChecks<
  Pick<PlatformOptions, 'sdkAppId' | 'timeout' | 'retries' | 'retryDelay' | 'clock'>
> = {
  sdkAppId: integer(1),
  timeout: integer(1, 60_000),
  retries: integer(0, 20),
  retryDelay: integer(0, 60_000),
  clock: callable,
}

const checks: OptionChecks<PlatformOptions> = {
  ...deliveryChecks,
  secretKey: text(1, 256),
  administrators: textList,
  seed: integer(0, 2 ** 32 - 1),
  faults: group<FaultOptions>(faultOptionChecks),
  callsPerSecond: integer(1),
  signConference: flag,
  roomLimit: integer(1),
  groupQuota: integer(1),
  logSize: integer(1),
  port: integer(0, 65_535),
}

/** Checks what `startPlatform` was given. @throws `invalid-option`, unknown keys included */
export function readPlatformOptions(options: PlatformOptions): PlatformSettings {
  requireOptions('startPlatform()', options, checks)
  return { ...platformDefaults, ...options }
}
