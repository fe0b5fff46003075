import { Refusal } from '../../errors/refusal.ts'

// As many digits has the largest number that JSON.parse can hold.
const mostAdded = 309
// A larger exponent says nothing more: the text of a body is shorter.
const mostExponent = 1e9
const zero = 0x30

/**
 * The digits of a JSON number that is an integer, however it is spelled: `9007199254740993.0`, `1E+20`,
 * `90071992547409930e-1`. Undefined for a number with a fraction.
 *
 * @throws `invalid-packet` when an exponent adds more digits than a number can have: `1e400` is Infinity for JSON.parse, and
 *   `1e999999999` would become a text of a gigabyte
 */
export function exactInteger(token: string): string | undefined {
  const sign = token.startsWith('-') ? '-' : ''
  const [mantissa = '', exponent] = token.slice(sign.length).toLowerCase().split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  const written = whole + fraction
  const start = endOfZeros(written)
  const end = startOfZeros(written, start)
  const digits = whole.length + exponentOf(exponent) - start
  if (digits < end - start) return undefined
  if (digits - token.length > mostAdded) {
    throw new Refusal('invalid-packet', 'A number is larger than any that JSON parsers hold.')
  }
  return sign + written.slice(start, end).padEnd(digits, '0')
}

const exponentOf = (exponent: string | undefined): number =>
  Math.max(Math.min(Number(exponent ?? 0), mostExponent), -mostExponent)

/** Where the zeros end with which it starts. No regular expression: one would go back over each run of zeros. */
function endOfZeros(digits: string): number {
  let index = 0
  while (digits.charCodeAt(index) === zero) index++
  return index
}

/** Where the zeros start with which it ends. */
function startOfZeros(digits: string, from: number): number {
  let index = digits.length
  while (index > from && digits.charCodeAt(index - 1) === zero) index--
  return index
}
