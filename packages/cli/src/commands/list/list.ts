import { type CatalogCommand, catalog, familyOf, findFamily } from '../../catalog/find-command.ts'
import type { Run } from '../command-definition.ts'

/** What narrows the list. */
export interface ListFlags {
  readonly phase?: CatalogCommand['phase']
  readonly product?: CatalogCommand['products'][number]
  readonly family?: string
}

/** Lists the catalog. */
export const list: Run<ListFlags> = async ({ flags, output }) => {
  const family = flags.family === undefined ? undefined : findFamily(flags.family)
  const commands = catalog
    .filter((command) => flags.phase === undefined || command.phase === flags.phase)
    .filter(({ name }) => family === undefined || familyOf(name) === family)
    .filter(({ products }) => flags.product === undefined || products.includes(flags.product))
  const rows = commands.map((command) => [
    command.name,
    command.phase,
    command.products.join(' '),
    command.answer?.verdicts.join(' ') ?? '',
    command.aliases.join(' '),
  ])
  output.table(commands.map(factsOf), ['Command', 'Phase', 'Products', 'Verdicts', 'Also written'], rows)
  return 'ok'
}

/** What --json tells of a command. */
export function factsOf(command: CatalogCommand): object {
  const { name, summary, products, documents, aliases, phase, answer } = command
  const { verdicts = [], codes, platformDefault } = answer ?? {}
  return {
    command: name,
    phase,
    summary,
    products,
    documents,
    aliases,
    verdicts,
    ...(answer && { codes, platformDefault }),
  }
}
