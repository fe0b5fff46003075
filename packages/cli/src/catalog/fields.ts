import { createRequire } from 'node:module'
import type { CatalogCommand } from './find-command.ts'

/** A field of a packet, as handlers see it. */
export interface Field {
  /** In dots; `[]` stands for every element of a list. */
  readonly path: string
  /** What it holds: `identifier` is a user or room id, `word` one of a list that may grow. */
  readonly kind: string
  /** The documented words of a `word`. */
  readonly words: readonly string[]
  /** Whether every packet has it, if there is what it is in. */
  readonly required: boolean
  readonly description: string
}

type Shape = CatalogCommand['shape']

/** What of a JSON Schema is shown. */
interface Schema {
  readonly description: string
  readonly properties?: { readonly [field: string]: Schema }
  readonly items?: Schema
}

/** The fields of a command: kinds from the catalog, descriptions from the published schema. */
export function fieldsOf({ name, shape }: CatalogCommand): Field[] {
  const require = createRequire(import.meta.url)
  const schemas = require('@room-callbacks/core/schemas.json') as { readonly [command: string]: Schema }
  return membersOf(shape, schemas[name] as Schema, '')
}

/** What an answer to a command holds beside the three usual fields, with the description of each. */
export function answerFieldsOf({ name }: CatalogCommand): readonly (readonly [field: string, description: string])[] {
  const require = createRequire(import.meta.url)
  const { components } = require('@room-callbacks/core/openapi.json') as {
    readonly components: { readonly schemas: { readonly [name: string]: Schema } }
  }
  const { properties } = components.schemas[`${name.replace('.', '')}Answer`] as Required<Schema>
  return Object.entries(properties)
    .filter(([field]) => !['ActionStatus', 'ErrorInfo', 'ErrorCode'].includes(field))
    .map(([field, { description }]) => [field, description])
}

function membersOf(shape: Shape, schema: Schema, path: string): Field[] {
  if (shape.kind === 'list') return membersOf(shape.item, schema.items as Schema, `${path}[]`)
  if (shape.kind !== 'object') return []
  return Object.entries(shape.fields).flatMap(([name, member]): Field[] => {
    const described = schema.properties?.[name] as Schema
    const memberPath = path ? `${path}.${name}` : name
    const field: Field = {
      path: memberPath,
      kind: kindOf(member),
      words: wordsOf(member),
      required: shape.required.includes(name),
      description: described.description,
    }
    return [field, ...membersOf(member, described, memberPath)]
  })
}

function kindOf(shape: Shape): string {
  if (shape.kind === 'list') return `list of ${kindOf(shape.item)}`
  return shape.kind === 'stamp' ? 'integer' : shape.kind
}

function wordsOf(shape: Shape): readonly string[] {
  if (shape.kind === 'list') return wordsOf(shape.item)
  return shape.kind === 'word' ? shape.words : []
}
