import type { Shape } from './command.ts'

/**
 * A shape in few characters, for the catalog holds 144 of them, and reading it is part of each import: a letter for the kind of a
 * field; `=A=B` for nothing but A and B, `A|B` for words that may become more; an object with `!` behind the names of fields that
 * must be there; a list in brackets, with a second element when a single value may stand for it; `{ "?": [] }` for one of several.
 */
export type ShapeText = string | number | readonly ShapeText[] | { readonly [field: string]: ShapeText }

/** The JSON of a text in which no name has quotation marks: they are a third of it. */
export const quoted = (bare: string): string => bare.replace(/(?!-?\d+\b)[^[\]{},:\n]+/g, '"$&"')

/** The kinds of fields, each by its letter. */
export const kinds: { readonly [letter: string]: Shape } = {
  d: { kind: 'identifier' },
  f: { kind: 'flag' },
  i: { kind: 'integer' },
  n: { kind: 'open', type: 'number' },
  o: { kind: 'occupant' },
  s: { kind: 'stamp' },
  t: { kind: 'text' },
  w: { kind: 'open' },
  x: { kind: 'open', type: 'object' },
}

/** Reads a shape that was written in few characters. */
export function readShape(written: ShapeText): Shape {
  if (typeof written === 'number') return { kind: 'integer', only: [written] }
  if (typeof written === 'string') return readLeaf(written)
  if (Array.isArray(written)) {
    const [item, takesOne] = written
    return { kind: 'list', item: readShape(item), ...(takesOne && { takesOne: true }) }
  }
  const entries = Object.entries(written as { readonly [field: string]: ShapeText })
  if (entries[0]?.[0] === '?') return { kind: 'open', either: (entries[0][1] as ShapeText[]).map(readShape) }
  const required: string[] = []
  const fields = entries.map(([marked, inner]) => {
    const field = marked.endsWith('!') ? marked.slice(0, -1) : marked
    if (field !== marked) required.push(field)
    return [field, readShape(inner)] as const
  })
  return { kind: 'object', required, fields: Object.fromEntries(fields) }
}

function readLeaf(written: string): Shape {
  if (written.startsWith('=')) return { kind: 'text', only: written.slice(1).split('=') }
  if (written.includes('|')) return { kind: 'word', words: written.split('|').filter((word) => word !== '') }
  return kinds[written] as Shape
}
