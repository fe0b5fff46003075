import type { View } from './decoded-text.ts'

const run = /[\w+/-]{2,}={0,2}/g
const hexadecimal = /^(?:[\da-f]{2})+$/i
const printable = /^[\P{Cc}\t\r\n]+$/u

/**
 * A text in which what is base64 or hexadecimal digits of some text is that text. Undefined when there is none. A secret of
 * three bytes is not found otherwise: too few characters of its base64 are certain. Only whole words are looked at.
 */
export function decodeRuns({ text, places }: View): View | undefined {
  let decoded = ''
  let end = 0
  const starts: number[] = []
  const ends: number[] = []
  const write = (characters: string, from: number, to: number): void => {
    decoded += characters
    for (let unit = 0; unit < characters.length; unit++) {
      starts.push(places ? (places.starts[from] as number) : from)
      ends.push(places ? (places.ends[to - 1] as number) : to)
    }
  }
  for (const { 0: word, index } of text.matchAll(run)) {
    const meaning = meaningOf(word)
    if (meaning === undefined) continue
    for (; end < index; end++) write(text[end] as string, end, end + 1)
    end += word.length
    write(meaning, index, end)
  }
  if (end === 0) return undefined
  for (; end < text.length; end++) write(text[end] as string, end, end + 1)
  return { text: decoded, places: { starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) } }
}

function meaningOf(word: string): string | undefined {
  const bytes = Buffer.from(word, hexadecimal.test(word) ? 'hex' : 'base64')
  const text = bytes.toString('utf8')
  return printable.test(text) && !text.includes('\ufffd') ? text : undefined
}
