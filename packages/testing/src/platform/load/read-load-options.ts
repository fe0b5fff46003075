import { callable, group, integer, type OptionChecks } from '@room-callbacks/core/checked-options'
import { abortSignal, authenticationToken, probability, requireOptions, webAddress } from '../options/option-checks.ts'
import type { LoadOptions } from './load-options.ts'

/** The options of a load, checked and complete. */
export type LoadSettings = Required<Omit<LoadOptions, 'token' | 'onProgress' | 'signal'>> &
  Pick<LoadOptions, 'token' | 'onProgress' | 'signal'>

const checks: OptionChecks<LoadOptions> = {
  url: webAddress,
  sdkAppId: integer(1),
  token: authenticationToken,
  rooms: integer(1, 100_000),
  rate: integer(1, 100_000),
  duration: integer(1),
  seed: integer(0, 2 ** 32 - 1),
  faults: group<NonNullable<LoadOptions['faults']>>({
    duplicate: probability,
    variants: probability,
    largeIds: probability,
    unknownFields: probability,
    unknownCommands: probability,
  }),
  timeout: integer(1, 60_000),
  startTime: integer(0),
  onProgress: callable,
  progressInterval: integer(1),
  signal: abortSignal,
}

/** Checks what `startLoad` was given. @throws `invalid-option`, unknown keys included */
export function readLoadOptions(options: LoadOptions): LoadSettings {
  requireOptions('startLoad()', options, checks, ['url'])
  return {
    sdkAppId: 1_400_000_000,
    rooms: 10,
    rate: 100,
    duration: 10_000,
    seed: 1,
    faults: {},
    timeout: 2000,
    startTime: Date.now(),
    progressInterval: 1000,
    ...options,
  }
}
