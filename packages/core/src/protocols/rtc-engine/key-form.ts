import { entriesOfSecret, isEmpty } from '../secret-option.ts'

/**
 * What is wrong with a key of RTC Engine (at most 32 letters and digits, 39558), as the rest of a sentence; undefined when nothing
 * is. Never holds the key.
 *
 * @example
 * keyMistake('secret\n') // 'expected 1 to 32 letters and digits…'
 */
export function keyMistake(key: unknown): string | undefined {
  if (key === undefined)
    return 'it is given, but undefined. Is CALLBACK_KEY set? If the console has no key, say key: false.'
  if (key === '') return 'it is empty. Is CALLBACK_KEY set?'
  if (typeof key === 'string' && /^[A-Za-z0-9]{1,32}$/.test(key)) return undefined
  return 'expected 1 to 32 letters and digits. A key that is read from a file ends with a line break: trim() it.'
}

/** What is wrong with the `key` option, with its place in it. */
export function keyOptionMistake(option: unknown): string | undefined {
  if (isEmpty(option)) return 'key: it holds no key. Give one, or leave the option out.'
  for (const [place, key] of entriesOfSecret('key', option)) {
    const mistake = key === false ? undefined : keyMistake(key)
    if (mistake) return `${place}: ${mistake}`
  }
  return undefined
}
