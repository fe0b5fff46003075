import { commands, type Product } from '@room-callbacks/core'
import type { ConfiguredProduct } from './callback-settings.ts'

/** A switch, not a callback: with it a gift goes through when its check fails (64413). */
export const notBlock = 'Live.CallbackBeforeCallBackNotBlock'

const wordsOf = (product: Product): readonly string[] =>
  commands.filter(({ products }) => products.includes(product)).map(({ name }) => name)

/** What is switched on in the console, also where Live lists it (74157). */
const consoleWords = wordsOf('chat')

/** What a product sends when nothing is chosen: every command of the catalog, under its canonical word. */
export const allWords: { readonly [product in ConfiguredProduct]: readonly string[] } = {
  conference: wordsOf('conference'),
  live: wordsOf('live').filter((word) => !consoleWords.includes(word)),
  call: wordsOf('call'),
  console: consoleWords,
}

const aliases = new Map(commands.flatMap(({ name, aliases }) => aliases.map((alias) => [alias, name] as const)))

/** A word as the catalog has it: a configuration may hold an older one. */
export const canonicalWord = (word: string): string => aliases.get(word) ?? word

/** Whether a product knows a word, old words and switches included. */
export function isWordOf(product: ConfiguredProduct, word: string): boolean {
  return allWords[product].includes(canonicalWord(word)) || (product === 'live' && word === notBlock)
}
