const control = /\p{Cc}|\p{Bidi_Control}/gu
const harmless = ['\n', '\t']
const startOfColour = '\u001b'

/**
 * Text that does nothing to a terminal but colour: packets and answers are whatever somebody sent,
 * and a terminal obeys control characters.
 */
export const printable = (text: string): string =>
  text.replaceAll(control, (character, offset: number) => {
    const isColour = character === startOfColour && /^\[\d+m/.test(text.slice(offset + 1, offset + 6))
    if (isColour || harmless.includes(character)) return character
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
