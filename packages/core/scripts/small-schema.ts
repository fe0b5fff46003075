import type { SmallSchema } from '../src/protocol/schema-check.ts'

const annotations = ['title', 'description', 'default', 'unit', 'tsType', 'kind', 'words']
const known = [
  ...['type', 'anyOf', 'const', 'enum', 'function', 'pattern', 'minimum', 'maximum', 'items', 'minItems'],
  ...['properties', 'required', 'minProperties', 'additionalProperties'],
]

/** What `schemaCheck` reads of a schema, without what is written in it for people. */
export function smallSchema(schema: object): SmallSchema {
  const { patternProperties, ...others } = JSON.parse(JSON.stringify(schema)) as { [keyword: string]: object }
  const members = Object.entries(others).flatMap(([keyword, value]) => {
    if (annotations.includes(keyword)) return []
    if (!known.includes(keyword)) throw new Error(`schemaCheck does not know the keyword ${keyword}.`)
    return [[keyword, inner(keyword, value)] as const]
  })
  // As TypeBox writes a record of texts: of any member.
  const [ofAny] = Object.values(patternProperties ?? {})
  return { ...Object.fromEntries(members), ...(ofAny && { additionalProperties: smallSchema(ofAny) }) }
}

function inner(keyword: string, value: object): unknown {
  if (keyword === 'anyOf') return (value as unknown as object[]).map(smallSchema)
  if (keyword === 'properties') {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, smallSchema(member)]))
  }
  const isSchema = keyword === 'items' || (keyword === 'additionalProperties' && typeof value === 'object')
  return isSchema ? smallSchema(value) : value
}
