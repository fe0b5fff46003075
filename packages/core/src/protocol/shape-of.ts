import type { TSchema } from 'typebox'
import type { Shape } from './command.ts'

interface JsonSchema {
  readonly type?: string
  readonly kind?: 'identifier' | 'occupant' | 'stamp' | 'oneOrMore'
  readonly words?: readonly string[]
  readonly const?: string | number
  readonly enum?: readonly (string | number)[]
  readonly anyOf?: readonly JsonSchema[]
  readonly items?: JsonSchema
  readonly properties?: { readonly [field: string]: JsonSchema }
  readonly required?: readonly string[]
}

/** The shape that the normaliser and the drift report walk, read off a schema. */
export function shapeOf(schema: TSchema): Shape {
  return shapeOfJson(schema as JsonSchema)
}

function shapeOfJson(schema: JsonSchema): Shape {
  if (schema.words) return { kind: 'word', words: schema.words }
  if (schema.anyOf) return { kind: 'open', either: schema.anyOf.map(shapeOfJson) }
  const only = schema.enum ?? (schema.const === undefined ? undefined : [schema.const])
  switch (schema.type) {
    case 'string':
      return schema.kind ? { kind: schema.kind as 'identifier' | 'occupant' } : { kind: 'text', ...(only && { only }) }
    case 'boolean':
      return { kind: 'flag' }
    case 'integer':
      return { kind: schema.kind === 'stamp' ? 'stamp' : 'integer' }
    case 'number':
      return only ? { kind: 'integer', only } : { kind: 'open', type: 'number' }
    case 'array':
      return {
        kind: 'list',
        item: shapeOfJson(schema.items as JsonSchema),
        ...(schema.kind === 'oneOrMore' && { takesOne: true }),
      }
    case 'object':
      return schema.properties
        ? shapeOfObject(schema.properties, schema.required ?? [])
        : { kind: 'open', type: 'object' }
    default:
      return { kind: 'open' }
  }
}

function shapeOfObject(properties: { readonly [field: string]: JsonSchema }, required: readonly string[]): Shape {
  const fields = Object.entries(properties).map(([field, schema]) => [field, shapeOfJson(schema)] as const)
  return { kind: 'object', required, fields: Object.fromEntries(fields) }
}
