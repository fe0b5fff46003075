import { keyMistake } from '@room-callbacks/core'
import { integer, type OptionCheck, type OptionChecks } from '@room-callbacks/core/checked-options'
import { requireOptions, webAddress } from '../platform/options/option-checks.ts'

/** What `startEngine` takes. An unknown key or a value out of range throws `invalid-option`. */
export interface EngineOptions {
  /** The receiver: it must begin with `http`. It may hold a query of one parameter. */
  readonly url: string
  /** Default: 1400000000. */
  readonly sdkAppId?: number
  /** Signs the events; 1 to 32 letters and digits (39558). Left out, they have no `Sign`. */
  readonly key?: string
  /** How long an answer is waited for. Unit: ms. Default: 5000 (39558). */
  readonly timeout?: number
  /**
   * When the time of the engine begins; from there it passes only by {@link Engine.advance}. Unit: ms since 1970. Left out, it
   * is the time of this machine.
   */
  readonly startsAt?: number
}

const key: OptionCheck = { accepts: (value) => keyMistake(value) === undefined, expected: '1 to 32 letters and digits' }

const checks: OptionChecks<EngineOptions> = {
  url: webAddress,
  sdkAppId: integer(1),
  key,
  timeout: integer(1),
  startsAt: integer(1),
}

/** Checks what `startEngine` was given. @throws `invalid-option`, unknown keys included */
export function requireEngineOptions(options: EngineOptions): void {
  requireOptions('startEngine()', options, checks, ['url'])
}

/** Checks a key that is changed. @throws `invalid-option` */
export function requireKey(given: string | undefined): void {
  if (given !== undefined) requireOptions('setKey()', { key: given }, { key })
}
