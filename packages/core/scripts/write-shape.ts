import { isDeepStrictEqual } from 'node:util'
import type { Shape } from '../src/protocol/command.ts'
import { kinds, type ShapeText } from '../src/protocol/shape-text.ts'

/** Writes a shape in few characters, as `readShape` reads it. */
export function writeShape(shape: Shape): ShapeText {
  switch (shape.kind) {
    case 'object': {
      const mark = (field: string) => (shape.required.includes(field) ? `${field}!` : field)
      return Object.fromEntries(Object.entries(shape.fields).map(([field, inner]) => [mark(field), writeShape(inner)]))
    }
    case 'list':
      return shape.takesOne ? [writeShape(shape.item), 1] : [writeShape(shape.item)]
    case 'word':
      return shape.words.length === 1 ? `${shape.words[0]}|` : shape.words.join('|')
    case 'integer':
      return shape.only ? (shape.only[0] as number) : letterOf(shape)
    case 'text':
      return shape.only ? shape.only.map((word) => `=${word}`).join('') : letterOf(shape)
    case 'open':
      return shape.either ? { '?': shape.either.map(writeShape) } : letterOf(shape)
    default:
      return letterOf(shape)
  }
}

function letterOf(shape: Shape): string {
  const [letter] = Object.entries(kinds).find(([, kind]) => isDeepStrictEqual(kind, shape)) ?? []
  if (letter === undefined) throw new Error(`A shape of the kind ${shape.kind} has no letter.`)
  return letter
}
