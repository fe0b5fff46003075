import type { Shape } from './documented-packets.ts'
import { isObject, type Json, type JsonObject } from './places.ts'

/** A packet as the platform may also write it, and the event that it stands for. */
export interface Respelled {
  readonly sent: Json
  readonly meant: Json
}

/** Writes a value in other spellings of the same, where the catalog knows any and `coin` says so. */
export function respell(shape: Shape, value: Json, coin: () => boolean): Respelled {
  if (shape.kind === 'list' && Array.isArray(value)) {
    const items = value.map((item) => respell(shape.item, item, coin))
    const sent = items.map(({ sent }) => sent)
    const isSingle = shape.takesOne && sent.length === 1 && coin()
    return { sent: isSingle ? (sent[0] as Json) : sent, meant: items.map(({ meant }) => meant) }
  }
  if (shape.kind === 'object' && isObject(value)) return respellObject(shape, value, coin)
  return { sent: coin() ? otherSpelling(shape, value) : value, meant: value }
}

function respellObject(shape: Extract<Shape, { kind: 'object' }>, value: JsonObject, coin: () => boolean): Respelled {
  const sent: JsonObject = {}
  const meant: JsonObject = {}
  for (const [field, member] of Object.entries(value)) {
    const inner = shape.fields[field]
    const isOptional = inner !== undefined && !shape.required.includes(field)
    if (isOptional && coin()) {
      sent[field] = sayingNothing[inner.kind] !== undefined && coin() ? (sayingNothing[inner.kind] as string) : null
    } else {
      const respelled = inner ? respell(inner, member, coin) : { sent: member, meant: member }
      sent[field] = respelled.sent
      meant[field] = respelled.meant
    }
  }
  return { sent, meant }
}

/** What says nothing in an optional field, beside null. */
const sayingNothing: { readonly [kind: string]: string | undefined } = { occupant: '', stamp: 'xxxx' }

function otherSpelling({ kind }: Shape, value: Json): Json {
  const isNumber = kind === 'identifier' || kind === 'occupant'
  if (isNumber && String(Number(value)) === value && Number.isSafeInteger(Number(value))) return Number(value)
  return kind === 'integer' || kind === 'stamp' || kind === 'flag' ? JSON.stringify(value) : value
}
