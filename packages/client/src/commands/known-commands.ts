import { commands } from '@room-callbacks/core'
import { type ConfiguredProduct, productsOf } from './additional-command.ts'

/** A command, with where it is switched on. */
export interface KnownCommand {
  /** The canonical word. */
  readonly name: string
  /** The products in whose list it may stand; none for one that is switched on in the console (74157). */
  readonly products: readonly ConfiguredProduct[]
}

/** Words that may be listed although the receiver's catalog has no packet for them. */
const withoutPacket: readonly string[] = [
  // 64413: a switch, which makes a gift go through when its check fails.
  'Live.CallbackBeforeCallBackNotBlock',
]

/** Every command by its words: those of the catalog, those without a packet, and those of the `commands` option. */
export function knownCommands(additional: readonly string[]): ReadonlyMap<string, KnownCommand> {
  const known = new Map<string, KnownCommand>()
  const add = (words: readonly string[], products: KnownCommand['products']): void => {
    const command = { name: words[0] as string, products }
    for (const word of words) known.set(word, command)
  }
  for (const word of additional) add([word], productsOf(word))
  for (const { name, aliases } of commands) add([name, ...aliases], productsOf(name))
  for (const word of withoutPacket) add([word], productsOf(word))
  return known
}
