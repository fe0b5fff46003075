const quote = 0x22
const backslash = 0x5c
const minus = 0x2d
const zero = 0x30
const nine = 0x39

const isDigit = (code: number): boolean => code >= zero && code <= nine
const continuesNumber = /[.eE]/

/**
 * Puts integers beyond 2^53 in quotes, so that JSON.parse keeps their digits. The text must be
 * valid JSON already: quoting could otherwise make something valid that is not.
 */
export function quoteLargeIntegers(json: string): string {
  let result = ''
  let copied = 0
  let index = 0
  while (index < json.length) {
    const code = json.charCodeAt(index)
    if (code === quote) index = endOfString(json, index)
    else if (code === minus || isDigit(code)) {
      const end = endOfDigits(json, index + 1)
      if (isLargeInteger(json, index, end)) {
        result += `${json.slice(copied, index)}"${json.slice(index, end)}"`
        copied = end
      }
      index = continuesNumber.test(json.charAt(end)) ? endOfNumber(json, end) : end
    } else index++
  }
  return copied === 0 ? json : result + json.slice(copied)
}

function isLargeInteger(json: string, start: number, end: number): boolean {
  if (end - start < 16 || continuesNumber.test(json.charAt(end))) return false
  return !Number.isSafeInteger(Number(json.slice(start, end)))
}

function endOfString(json: string, start: number): number {
  let index = start + 1
  for (;;) {
    const code = json.charCodeAt(index)
    if (code === quote) return index + 1
    index += code === backslash ? 2 : 1
  }
}

function endOfDigits(json: string, start: number): number {
  let index = start
  while (isDigit(json.charCodeAt(index))) index++
  return index
}

function endOfNumber(json: string, start: number): number {
  let index = start
  while (/[\d.eE+-]/.test(json.charAt(index))) index++
  return index
}
