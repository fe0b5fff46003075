import { type CatalogCommand, catalog, phaseOf } from '../../catalog/find-command.ts'
import type { Run } from '../command-definition.ts'

/** What narrows the list. */
export interface ListFlags {
  readonly phase?: 'after' | 'before'
  readonly product?: 'conference' | 'live' | 'chat'
}

/** Lists the catalog. */
export const list: Run<ListFlags> = async ({ flags, output }) => {
  const commands = catalog
    .filter((command) => flags.phase === undefined || phaseOf(command) === flags.phase)
    .filter(({ products }) => flags.product === undefined || products.includes(flags.product))
  const rows = commands.map((command) => [
    command.name,
    phaseOf(command),
    command.products.join(' '),
    command.decision?.verdicts.join(' ') ?? '',
    command.aliases.join(' '),
  ])
  output.table(commands.map(factsOf), ['Command', 'Phase', 'Products', 'Verdicts', 'Also written'], rows)
  return 'ok'
}

/** What --json tells of a command. */
export function factsOf(command: CatalogCommand): object {
  const { name, summary, products, documents, aliases, decision } = command
  const { verdicts = [], codes, platformDefault } = decision ?? {}
  return {
    command: name,
    phase: phaseOf(command),
    summary,
    products,
    documents,
    aliases,
    verdicts,
    ...(decision && { codes, platformDefault }),
  }
}
