import { tokenMistake } from '@room-callbacks/core'
import { type OptionCheck, type OptionChecks, optionMistake } from '@room-callbacks/core/checked-options'
import { SimulationError } from '../simulation-error.ts'

export const probability: OptionCheck = {
  accepts: (value) => typeof value === 'number' && value >= 0 && value <= 1,
  expected: 'a number from 0 to 1',
}

/** An authentication token, as a receiver takes it. */
export const authenticationToken: OptionCheck = {
  accepts: (value) => tokenMistake(value) === undefined,
  expected: 'a string of 1 to 128 characters without white space',
}

export const textList: OptionCheck = {
  accepts: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== ''),
  expected: 'an array of strings',
}

export const webAddress: OptionCheck = {
  accepts: (value) => typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value),
  expected: 'a URL that begins with http:// or https://',
}

export const abortSignal: OptionCheck = {
  accepts: (value) => value instanceof AbortSignal,
  expected: 'an AbortSignal',
}

/**
 * Refuses what is not valid, and every key that is not known.
 *
 * @param place Stands before the message: whose options they are.
 * @throws `invalid-option`; the message never holds a value, which may be a secret
 */
export function requireOptions<Options extends object>(
  place: string,
  options: Options,
  checks: OptionChecks<Options>,
  required: readonly (keyof Options & string)[] = [],
): void {
  const mistake = optionMistake(options, checks, { required })
  if (mistake) throw new SimulationError('invalid-option', `${place}: ${mistake}`)
}
