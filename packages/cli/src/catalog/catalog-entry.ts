import { type CatalogCommand, catalog } from './find-command.ts'

/** The catalog's entry for a word as it arrived, alias or not; undefined for what it does not know. */
export const catalogEntry = (word: string): CatalogCommand | undefined =>
  catalog.find(({ name, aliases }) => name === word || aliases.includes(word))
