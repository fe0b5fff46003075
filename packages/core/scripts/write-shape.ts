import type { Shape } from '../src/protocol/command.ts'
import type { ShapeText } from '../src/protocol/shape-text.ts'

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
      return shape.only ? (shape.only[0] as number) : shape.kind
    case 'text':
      return shape.only ? shape.only.map((word) => `=${word}`).join('') : shape.kind
    case 'open':
      return shape.either ? { '?': shape.either.map(writeShape) } : (shape.type ?? shape.kind)
    default:
      return shape.kind
  }
}
