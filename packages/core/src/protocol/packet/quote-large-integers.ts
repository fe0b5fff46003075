import { Refusal } from '../../errors/refusal.ts'
import { exactInteger } from './exact-integer.ts'

const quote = 0x22
const backslash = 0x5c
const minus = 0x2d
const plus = 0x2b
const point = 0x2e
const zero = 0x30
const nine = 0x39
const exponent = 0x65
const lowerCase = 0x20

// A body full of `1e308` would become fifty times as long. Unit: characters.
const mostGrowth = 100_000

const isDigit = (code: number): boolean => code >= zero && code <= nine

/**
 * Puts integers beyond 2^53 in quotes, so that JSON.parse keeps their digits, and writes those with a point or an
 * exponent in digits alone. The text must be valid JSON already: quoting could otherwise make something valid that is
 * not.
 *
 * @throws `invalid-packet` when an exponents make more digits than JSON parsers hold, or than a packet may have
 */
export function quoteLargeIntegers(json: string): string {
  let result = ''
  let copied = 0
  let grown = 0
  let index = 0
  while (index < json.length) {
    const code = json.charCodeAt(index)
    if (code === quote) index = endOfString(json, index)
    else if (code === minus || isDigit(code)) {
      const end = endOfNumber(json, index + 1)
      const digits = largeInteger(json.slice(index, end))
      if (digits !== undefined) {
        grown += digits.length - (end - index)
        if (grown > mostGrowth)
          throw new Refusal('invalid-packet', 'Its numbers have more digits than it has characters.')
        result += `${json.slice(copied, index)}"${digits}"`
        copied = end
      }
      index = end
    } else index++
  }
  return copied === 0 ? json : result + json.slice(copied)
}

/** The digits of a number that JSON.parse would not hold exactly, if it is an integer. */
function largeInteger(token: string): string | undefined {
  return Math.abs(Number(token)) > Number.MAX_SAFE_INTEGER ? exactInteger(token) : undefined
}

function endOfString(json: string, start: number): number {
  let index = start + 1
  for (;;) {
    const code = json.charCodeAt(index)
    if (code === quote) return index + 1
    index += code === backslash ? 2 : 1
  }
}

function endOfNumber(json: string, start: number): number {
  let index = start
  while (continuesNumber(json.charCodeAt(index))) index++
  return index
}

function continuesNumber(code: number): boolean {
  return isDigit(code) || code === point || code === plus || code === minus || (code | lowerCase) === exponent
}
