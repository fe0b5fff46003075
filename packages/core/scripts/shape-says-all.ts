interface Schema {
  readonly type?: string
  readonly kind?: string
  readonly anyOf?: readonly Schema[]
  readonly pattern?: string
  readonly items?: Schema
  readonly properties?: { readonly [field: string]: Schema }
}

const types = new Set(['string', 'integer', 'boolean', 'number', 'object', 'array'])
const known = new Set([
  ...['type', 'anyOf', 'const', 'enum', 'pattern', 'items', 'properties', 'required'],
  ...['description', 'title', 'kind', 'words', 'tsType'],
])

/**
 * Requires that the shape of a body says all that its schema says: packets are checked by the shape, and what it leaves out would
 * be taken unchecked.
 *
 * @throws if a keyword, a type or a pattern has no place in a shape
 */
export function requireShapeSaysAll(schema: Schema): void {
  const strange = Object.keys(schema).filter((keyword) => !known.has(keyword))
  if (strange.length > 0) throw new Error(`A shape cannot say ${strange.join(', ')}.`)
  if (!schema.anyOf && !types.has(schema.type ?? '')) throw new Error(`A shape cannot say the type ${schema.type}.`)
  const only = 'const' in schema || 'enum' in schema
  if (only && schema.type !== 'string' && schema.type !== 'number') {
    throw new Error(`A shape cannot say which ${schema.type} is meant.`)
  }
  if (schema.pattern !== undefined && (schema.pattern !== '[^]' || schema.kind !== 'occupant')) {
    throw new Error(`A shape cannot say the pattern ${schema.pattern}.`)
  }
  const inner = [...Object.values(schema.properties ?? {}), ...(schema.anyOf ?? []), ...[schema.items ?? []].flat()]
  for (const one of inner) requireShapeSaysAll(one)
}
