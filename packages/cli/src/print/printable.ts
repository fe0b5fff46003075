import { printable as escapeControls } from '@room-callbacks/core'

const escapeCharacter = '\u001b'
const tab = /(\t)/
/** A tab, and what our colours are made of: none of them hides text. */
const tabOrColour = new RegExp(`(\\t|${escapeCharacter}\\[(?:1|2|22|31|32|33|36|39)m)`)

/**
 * A line that does nothing to a terminal but colour, and stays one line. Packets and answers hold what strangers wrote:
 * a terminal obeys control characters, and a line break would let them add a line of their own.
 */
export const printable = (line: string, hasColours: boolean): string =>
  line
    .split(hasColours ? tabOrColour : tab)
    .map((part, index) => (index % 2 === 1 ? part : escapeControls(part)))
    .join('')
