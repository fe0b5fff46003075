/** Control characters, those that turn the direction of writing, and the two separators that end a line. */
const control = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu

/**
 * A text that does nothing to a terminal or to a log: it stays one line, and what a stranger wrote into it can neither
 * colour, erase nor pretend to be another line. Everything that these packages print goes through here.
 *
 * @param longest How many characters are kept, before they are escaped. Default: all.
 * @example
 * printable('X\u001b[2J\nERROR admin logged in') // 'X\\u001b[2J\\u000aERROR admin logged in'
 */
export function printable(text: string, longest: number = Number.POSITIVE_INFINITY): string {
  const kept = text.length > longest ? `${text.slice(0, longest)}…` : text
  return kept.replaceAll(control, escaped)
}

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
