import { catalog } from '../../catalog/find-command.ts'
import { CliError } from '../../errors/cli-error.ts'

/** Which commands shall be sent. */
export interface ListingFlags {
  readonly command?: readonly string[]
  readonly all?: boolean
}

/** The commands that the command line names. @throws `invalid-arguments` when it names none */
export function wantedCommands({ command = [], all }: ListingFlags, product?: string): string[] {
  // What belongs to Chat is switched on in the console (74157): one product has no place for it, and ensure says so of what
  // Live lists, too. Of the other commands of Chat it says nothing: an app of rooms need not have them.
  const ofCatalog = catalog.filter(({ products }) =>
    product
      ? products.some((one) => one === product) && !products.includes('chat')
      : products.some((one) => one !== 'chat'),
  )
  const words = all ? [...ofCatalog.map(({ name }) => name), ...command] : command
  if (words.length === 0) {
    throw new CliError('invalid-arguments', 'No command is named.', 'Name each with --command, or all with --all.')
  }
  return [...new Set(words)]
}
