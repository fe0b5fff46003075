import { entriesOfSecret, isEmpty } from '../protocols/secret-option.ts'

// White space, control characters, and what no screen shows: byte order marks, joiners, halves of a pair.
const invisible = /[\s\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/u

/**
 * What is wrong with an authentication token (1 to 128 characters, 69528), as the rest of a sentence; undefined when
 * nothing is. Never holds the token.
 *
 * White space is refused, because it is what a token has that was read from a file or copied from a console: each
 * signature would be wrong, and nothing would show why.
 *
 * @example
 * tokenMistake('secret\n') // 'it holds a character that cannot be seen, U+000A…'
 */
export function tokenMistake(token: unknown): string | undefined {
  if (token === undefined) return 'it is given, but undefined. Is CALLBACK_TOKEN set?'
  if (typeof token !== 'string') return 'expected a string of 1 to 128 characters.'
  if (token === '') return 'it is empty. Is CALLBACK_TOKEN set?'
  if (token.length > 128) return 'expected at most 128 characters.'
  const [character] = invisible.exec(token) ?? []
  return character && `it holds a character that cannot be seen, ${codePointOf(character)}. ${cure}`
}

const cure = 'A token that is read from a file ends with a line break: trim() it; one that was copied, copy again.'

const codePointOf = (character: string): string =>
  `U+${(character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`

/** What is wrong with the `token` option, with its place in it. Of another form than the documented one: undefined. */
export function tokenOptionMistake(option: unknown): string | undefined {
  if (isEmpty(option)) return 'token: it holds no token. Give one, or leave the option out.'
  for (const [place, token] of entriesOfSecret('token', option)) {
    const mistake = tokenMistake(token)
    if (mistake) return `${place}: ${mistake}`
  }
  return undefined
}
