import { type Command, type CommandName, commands, didYouMean } from '@room-callbacks/core'
import { CliError } from '../errors/cli-error.ts'

/** A command of the catalog: its name is one that samples and events are found by. */
export type CatalogCommand = Command & { readonly name: CommandName }

/** Every command of the catalog, in its order. */
export const catalog: readonly CatalogCommand[] = commands as readonly CatalogCommand[]

/** The command for a word or an alias, written in any case. @throws `unknown-command` */
export function findCommand(word: string): CatalogCommand {
  const searched = word.toLowerCase()
  const wordsOf = ({ name, aliases }: Command): string[] => [name, ...aliases].map((known) => known.toLowerCase())
  const found = catalog.find((command) => wordsOf(command).includes(searched))
  if (found) return found
  const meant = didYouMean(
    word,
    catalog.map(({ name }) => name),
  )
  throw new CliError('unknown-command', `There is no command ${JSON.stringify(word)}.`, meant.trim() || undefined)
}

/** What stands before the dot of a command word: `Group`. */
export const familyOf = (name: string): string => name.split('.')[0] as string

/** The family for a word in any case, with or without `.*`. @throws `invalid-arguments` */
export function findFamily(word: string): string {
  const families = [...new Set(catalog.map(({ name }) => familyOf(name)))]
  const searched = word.replace(/\.\*?$/, '').toLowerCase()
  const found = families.find((family) => family.toLowerCase() === searched)
  if (found !== undefined) return found
  throw new CliError(
    'invalid-arguments',
    `There is no family ${JSON.stringify(word)}.${didYouMean(word, families)}`,
    `The families are ${families.join(', ')}.`,
  )
}
