import type { Violation } from './validate-function.ts'

/**
 * What an option must be, in words: the bound that its number is beyond, that it must be whole, or its type.
 *
 * @param type The type of the option, as TypeScript writes it.
 */
export function expectation({ keyword, params }: Violation, type: string): string {
  if (keyword === 'minimum') return `expected ${type}, at least ${String(params['limit'])}.`
  if (keyword === 'maximum') return `expected ${type}, at most ${String(params['limit'])}.`
  if (keyword === 'type' && params['type'] === 'integer') return 'expected a whole number.'
  return `expected ${type}.`
}
