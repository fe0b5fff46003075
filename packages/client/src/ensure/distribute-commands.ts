import type { ConfiguredProduct } from '../commands/additional-command.ts'
import { findCommand } from '../commands/check-configuration.ts'
import type { KnownCommand } from '../commands/known-commands.ts'

/** Where each command is switched on. */
export interface Distribution {
  readonly lists: ReadonlyMap<ConfiguredProduct, readonly string[]>
  readonly console: readonly string[]
}

/**
 * Gives each command to its product. One of two products goes to those that other commands of the list
 * belong to: who names no command of Live has no use for a configuration there. If nothing else tells, it
 * goes to both.
 *
 * @throws PlatformError `invalid-command`
 */
export function distributeCommands(words: readonly string[], known: ReadonlyMap<string, KnownCommand>): Distribution {
  const found = [...new Set(words.map((word) => findCommand(word, known)))]
  const plain = new Set(found.filter(({ products }) => products.length === 1).flatMap(({ products }) => products))
  const lists = new Map<ConfiguredProduct, string[]>()
  for (const { name, products } of found) {
    const told = products.filter((product) => plain.has(product))
    for (const product of told.length > 0 ? told : products) lists.set(product, [...(lists.get(product) ?? []), name])
  }
  return { lists, console: found.filter(({ products }) => products.length === 0).map(({ name }) => name) }
}
