import { commands } from '@room-callbacks/core'

let names: ReadonlyMap<string, string> | undefined

/**
 * A command as an attribute. Words that the catalog does not know are `other` together: a caller without a token can write any
 * word, and each makes a series of its own, which costs memory for ever.
 */
export function commandLabel(word: string | undefined): string {
  names ??= new Map(commands.flatMap(({ name, aliases }) => [name, ...aliases].map((known) => [known, name])))
  return names.get(word ?? '') ?? 'other'
}
