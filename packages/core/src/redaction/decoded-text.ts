/** A text, and where each of its characters stood in the text that it was decoded from. */
export interface View {
  readonly text: string
  /** Where a character began and ended; undefined: it stands where it always stood. */
  readonly places: Places | undefined
}

interface Places {
  readonly starts: Uint32Array
  readonly ends: Uint32Array
}

const escaped = /[%\\&]/
const entity = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));?/iy
const named = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' } as const
const controls: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', 0: '\0' }

/** The characters that an escape stands for, and its length. */
type Escape = readonly [text: string, length: number]

/** What begins an escape: of a URL, of JSON and other languages with backslashes, of HTML. */
export const marks = { percent: 0x25, backslash: 0x5c, ampersand: 0x26 } as const

/** A text with one layer of escapes taken off, of those that begin with one of some marks. Undefined when there are none. */
export function decodeOnce({ text, places }: View, begins: (code: number) => boolean): View | undefined {
  if (!escaped.test(text)) return undefined
  const units = new Uint16Array(text.length)
  const starts = new Uint32Array(text.length)
  const ends = new Uint32Array(text.length)
  let length = 0
  let isChanged = false
  for (let index = 0; index < text.length; ) {
    const code = text.charCodeAt(index)
    const found = begins(code) ? escapeAt(text, index, code) : undefined
    const end = index + (found?.[1] ?? 1)
    const first = places ? (places.starts[index] as number) : index
    const last = places ? (places.ends[end - 1] as number) : end
    for (let unit = 0; unit < (found?.[0].length ?? 1); unit++) {
      units[length] = found ? found[0].charCodeAt(unit) : code
      starts[length] = first
      ends[length++] = last
    }
    isChanged ||= found !== undefined
    index = end
  }
  if (!isChanged) return undefined
  return { text: new TextDecoder('utf-16le').decode(units.subarray(0, length)), places: { starts, ends } }
}

function escapeAt(text: string, index: number, code: number): Escape | undefined {
  if (code === marks.percent) return percentAt(text, index)
  return code === marks.backslash ? backslashAt(text, index) : entityAt(text, index)
}

function percentAt(text: string, index: number): Escape | undefined {
  const first = byteAt(text, index)
  if (first < 0x80) return first === -1 ? undefined : [String.fromCharCode(first), 3]
  const size = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
  const bytes = Array.from({ length: size }, (_, place) => byteAt(text, index + 3 * place))
  return bytes.includes(-1) ? undefined : [Buffer.from(bytes).toString('utf8'), 3 * size]
}

/** The byte that `%2f` stands for; -1 if it is none. */
function byteAt(text: string, index: number): number {
  const [high, low] = [digitOf(text.charCodeAt(index + 1)), digitOf(text.charCodeAt(index + 2))]
  return text.charCodeAt(index) !== marks.percent || high === -1 || low === -1 ? -1 : high * 16 + low
}

function digitOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const letter = code | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}

function backslashAt(text: string, index: number): Escape | undefined {
  const letter = text[index + 1]
  if (letter === undefined) return undefined
  const size = letter === 'u' ? 4 : letter === 'x' ? 2 : 0
  const code = text.slice(index + 2, index + 2 + size)
  if (size > 0 && code.length === size && /^[\da-f]+$/i.test(code)) {
    return [String.fromCharCode(Number.parseInt(code, 16)), 2 + size]
  }
  return [controls[letter] ?? letter, 2]
}

function entityAt(text: string, index: number): Escape | undefined {
  entity.lastIndex = index
  const [whole, decimal, hexadecimal, name] = entity.exec(text) ?? []
  if (whole === undefined) return undefined
  if (name !== undefined) return [named[name.toLowerCase() as keyof typeof named], whole.length]
  const code = decimal === undefined ? Number.parseInt(hexadecimal as string, 16) : Number(decimal)
  return code > 0x10ffff ? undefined : [String.fromCodePoint(code), whole.length]
}
