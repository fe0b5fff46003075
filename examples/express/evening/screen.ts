import { styleText } from 'node:util'

const columns = 80
const isColoured = process.stdout.isTTY && !process.env['NO_COLOR']

/** Colours a text where it is seen by a person; a pipe gets it plain. */
export const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
  isColoured ? styleText(style, text) : text

/** Cuts a text to what is left of the line; what came over the network gives the terminal no orders. */
export function fit(text: string, indent: number): string {
  const plain = text.replace(/\p{Cc}/gu, '?')
  const room = columns - indent
  return plain.length > room ? `${plain.slice(0, room - 1)}…` : plain
}

/** Breaks a text into lines between words, all of them indented. A word that is longer than a line is broken inside. */
export function wrap(text: string, indent: number): string {
  const room = columns - indent
  const lines = text.match(new RegExp(`.{1,${room}}(?=[ ,]|$)[,]?|.{1,${room}}`, 'gu')) ?? []
  return lines.map((line) => `${' '.repeat(indent)}${line.trim()}`).join('\n')
}
