import { integer, type OptionChecks } from '@room-callbacks/core/checked-options'
import { probability } from '../options/option-checks.ts'
import type { FaultOptions } from './fault-options.ts'

/** What each fault must be. */
export const faultOptionChecks: OptionChecks<FaultOptions> = {
  duplicate: probability,
  reorder: probability,
  delay: probability,
  delayUpTo: integer(0, 60_000),
  dropBeforeBody: probability,
  dropAfterBody: probability,
  variants: probability,
  largeIds: probability,
  unknownFields: probability,
  unknownCommands: probability,
}
