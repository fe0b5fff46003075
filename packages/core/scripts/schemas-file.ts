import { commandSchema } from './command-schema.ts'
import { commandSources } from './command-sources.ts'

/** The catalog as JSON Schema, for other languages and tools. */
export function schemasFile(): string {
  const schemas = commandSources.map((source) => [source.name, commandSchema(source)])
  return publishedJson(Object.fromEntries(schemas))
}

/** A document for others as JSON, without the keywords of this catalog. */
export const publishedJson = (document: object): string => JSON.stringify(document, withoutOwnKeywords, 2)

const ownKeywords = new Set(['kind', 'words', 'tsType', 'unit', 'function'])

function withoutOwnKeywords(this: unknown, key: string, value: unknown): unknown {
  // `kind` and `words` beside a `type` are this catalog's; a field of that name would sit in `properties`.
  const isKeyword = ownKeywords.has(key) && typeof this === 'object' && this !== null && 'type' in this
  return isKeyword && typeof (this as { type: unknown }).type === 'string' ? undefined : value
}
