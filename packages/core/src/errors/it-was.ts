import { printable } from './printable.ts'

const longestWord = 100

/** Which callback an error is about. A command that the catalog does not know is a word of the sender. */
export const itWas = (command: string): string => `It was ${printable(command, longestWord)}.`
