import { didYouMean, tokenMistake } from '@room-callbacks/core'
import { SimulationError } from '../simulation-error.ts'

/** What one option must be. */
export interface OptionCheck {
  readonly isValid: (value: unknown) => boolean
  /** In words, for the message. */
  readonly expected: string
}

/** A check for each option of an interface. */
export type OptionChecks<Options> = { readonly [option in keyof Required<Options>]: OptionCheck }

export const integer = (minimum: number, maximum: number = Number.MAX_SAFE_INTEGER): OptionCheck => ({
  isValid: (value) => Number.isSafeInteger(value) && (value as number) >= minimum && (value as number) <= maximum,
  expected:
    maximum === Number.MAX_SAFE_INTEGER ? `an integer from ${minimum}` : `an integer from ${minimum} to ${maximum}`,
})

export const probability: OptionCheck = {
  isValid: (value) => typeof value === 'number' && value >= 0 && value <= 1,
  expected: 'a number from 0 to 1',
}

export const flag: OptionCheck = { isValid: (value) => typeof value === 'boolean', expected: 'true or false' }

export const callable: OptionCheck = { isValid: (value) => typeof value === 'function', expected: 'a function' }

export const text = (minimum: number, maximum: number): OptionCheck => ({
  isValid: (value) => typeof value === 'string' && value.length >= minimum && value.length <= maximum,
  expected: `a string of ${minimum} to ${maximum} characters`,
})

/** An authentication token, as a receiver takes it. */
export const authenticationToken: OptionCheck = {
  isValid: (value) => tokenMistake(value) === undefined,
  expected: 'a string of 1 to 128 characters without white space',
}

export const textList: OptionCheck = {
  isValid: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== ''),
  expected: 'an array of strings',
}

export const webAddress: OptionCheck = {
  isValid: (value) => typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value),
  expected: 'a URL that begins with http:// or https://',
}

export const oneOf = (...words: readonly string[]): OptionCheck => ({
  isValid: (value) => words.includes(value as string),
  expected: `one of ${words.join(', ')}`,
})

export const abortSignal: OptionCheck = {
  isValid: (value) => value instanceof AbortSignal,
  expected: 'an AbortSignal',
}

/** An object whose members have checks of their own. */
export const group = <Options extends object>(checks: OptionChecks<Options>): OptionCheck => ({
  isValid: (value) => typeof value === 'object' && value !== null && mistakeIn(value, checks) === undefined,
  expected: `an object of ${Object.keys(checks).join(', ')}`,
})

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
  const missing = required.find((option) => options[option] === undefined)
  const mistake = missing ? `${missing} is missing.` : mistakeIn(options, checks)
  if (mistake) throw new SimulationError('invalid-option', `${place}: ${mistake}`)
}

function mistakeIn(options: object, checks: { readonly [option: string]: OptionCheck }): string | undefined {
  for (const [option, value] of Object.entries(options)) {
    const check = Object.hasOwn(checks, option) ? checks[option] : undefined
    if (!check) {
      const names = Object.keys(checks)
      return `"${option}" is not known.${didYouMean(option, names)} Known are: ${names.join(', ')}.`
    }
    if (!check.isValid(value)) return `${option} must be ${check.expected}.`
  }
  return undefined
}
