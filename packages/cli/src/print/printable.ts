const control = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu
const startOfColour = '\u001b'
/** What our colours are made of: none of them hides text. */
const colour = /^\[(?:1|2|22|31|32|33|36|39)m/

/**
 * A line that does nothing to a terminal but colour, and ends where it ends: packets and answers are
 * whatever somebody sent, a terminal obeys control characters, and whoever reads believes a line.
 */
export const printable = (line: string, hasColours: boolean): string =>
  line.replaceAll(control, (character, offset: number) => {
    const isColour = hasColours && character === startOfColour && colour.test(line.slice(offset + 1, offset + 5))
    if (isColour || character === '\t') return character
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
