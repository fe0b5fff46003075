import { printable } from '../errors/printable.ts'

/** Whether an option is a list or an object without a secret in it. */
export function isEmpty(option: unknown): boolean {
  if (Array.isArray(option)) return option.length === 0
  return typeof option === 'object' && option !== null && Object.keys(option).length === 0
}

/** Each secret of an option, which is one, several, or those of each app, with its place in it; none of a function. */
export function entriesOfSecret(name: string, option: unknown): (readonly [string, unknown])[] {
  if (typeof option === 'function') return []
  if (typeof option !== 'object' || option === null || Array.isArray(option)) return severalIn(name, option)
  return Object.entries(option).flatMap(([app, secrets]) => severalIn(`${name} of app ${printable(app, 20)}`, secrets))
}

function severalIn(place: string, tokens: unknown): (readonly [string, unknown])[] {
  if (!Array.isArray(tokens)) return [[place, tokens]]
  return Array.from(tokens, (token: unknown, index) => [`${place}, number ${index + 1}`, token])
}
