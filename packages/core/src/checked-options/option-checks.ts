import { didYouMean } from '../errors/did-you-mean.ts'
import type { OptionRow } from './option-row.ts'

/** What one option takes. The packages beside this one declare theirs as tables of these, often with more in a row. */
export interface OptionCheck {
  readonly accepts: (value: unknown) => boolean
  /** What is accepted, in words, for the message: `an integer from 1`. */
  readonly expected: string
}

/** A check for each option of an interface. */
export type OptionChecks<Options> = { readonly [option in keyof Required<Options>]: OptionCheck }

/** What is said of options beside the checks of each. */
export interface OptionOwner<Options> {
  /** Whose options they are, for the message about an unknown key: `ensure()`. */
  readonly owner?: string
  readonly required?: readonly (keyof Options & string)[]
}

/**
 * What is wrong with options, as a sentence; undefined when nothing is. It names unknown keys and missing options, too, and
 * never holds a value, which may be a secret.
 *
 * @example
 * const mistake = optionMistake(options, { timeout: integer(1, 60_000), clock: callable })
 * if (mistake) throw new RoomCallbacksError('invalid-option', mistake)
 */
export function optionMistake<Options extends object>(
  options: Options,
  checks: OptionChecks<Options>,
  { owner, required = [] }: OptionOwner<Options> = {},
): string | undefined {
  if (typeof options !== 'object' || options === null) return 'Expected an object.'
  const missing = required.find((option) => options[option] === undefined)
  if (missing) return `${missing}: expected ${checks[missing].expected}.`
  for (const [option, value] of Object.entries(options)) {
    const check = Object.hasOwn(checks, option) ? checks[option as keyof Options] : undefined
    if (!check) return unknownOption(option, Object.keys(checks), owner)
    if (!check.accepts(value)) return `${option}: expected ${check.expected}.`
  }
  return undefined
}

/** What is wrong with a key that is no option. */
export const unknownOption = (option: string, names: readonly string[], owner?: string): string =>
  `"${option}" is not an option${owner ? ` of ${owner}` : ''}.${didYouMean(option, names)} Options: ${names.join(', ')}.`

/**
 * Options without those that are undefined, which then count as left out. Not for a secret: that of an environment variable
 * which is not set must not mean "none".
 *
 * @example
 * withoutUndefined({ timeout: undefined, retries: 3 }) // { retries: 3 }
 */
export function withoutUndefined<Options extends object>(options: Options): Options {
  // What is no object is refused by the check that follows.
  if (typeof options !== 'object' || options === null) return options
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Options
}

/**
 * Options with the defaults of their table for what is left out, or undefined.
 *
 * @example
 * const { timeout, retries } = withDefaults<Complete>(options, optionTable)
 */
export const withDefaults = <Complete>(
  options: object,
  table: { readonly [option: string]: Pick<OptionRow, 'default'> },
): Complete =>
  ({
    ...Object.fromEntries(Object.entries(table).map(([option, row]) => [option, row.default])),
    ...withoutUndefined(options),
  }) as Complete

/** A whole number. */
export const integer = (minimum: number, maximum: number = Number.MAX_SAFE_INTEGER): OptionCheck => ({
  accepts: (value) => Number.isSafeInteger(value) && (value as number) >= minimum && (value as number) <= maximum,
  expected:
    maximum === Number.MAX_SAFE_INTEGER ? `an integer from ${minimum}` : `an integer from ${minimum} to ${maximum}`,
})

/** True or false. */
export const flag: OptionCheck = { accepts: (value) => typeof value === 'boolean', expected: 'true or false' }

/** A function. */
export const callable: OptionCheck = { accepts: (value) => typeof value === 'function', expected: 'a function' }

/** A string of some length. */
export const text = (minimum: number, maximum: number): OptionCheck => ({
  accepts: (value) => typeof value === 'string' && value.length >= minimum && value.length <= maximum,
  expected: `a string of ${minimum} to ${maximum} characters`,
})

/** One of some words. */
export const oneOf = (...words: readonly string[]): OptionCheck => ({
  accepts: (value) => words.includes(value as string),
  expected: `one of ${words.join(', ')}`,
})

/** An object whose members have checks of their own. */
export const group = <Options extends object>(checks: OptionChecks<Options>): OptionCheck => ({
  accepts: (value) =>
    typeof value === 'object' && value !== null && optionMistake(value as Options, checks) === undefined,
  expected: `an object of ${Object.keys(checks).join(', ')}`,
})
