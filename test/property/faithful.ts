import assert from 'node:assert/strict'
import { isObject, type Json } from './places.ts'

/**
 * Fails unless an event says what its packet said: each value equal, or spelled as the catalog
 * promises, and nothing added. It does not know the catalog, so it allows each spelling everywhere.
 */
export function expectFaithful(event: Json, packet: Json, path = '$'): void {
  if (Array.isArray(event) && event.length === 1 && !Array.isArray(packet) && packet !== null) {
    // A list that an edition prints as a single value.
    expectFaithful(event[0] as Json, packet, path)
  } else if (Array.isArray(packet) && Array.isArray(event)) {
    assert.equal(event.length, packet.length, `${path} has as many elements`)
    for (const [index, item] of packet.entries()) expectFaithful(event[index] as Json, item, `${path}[${index}]`)
  } else if (isObject(packet) && isObject(event)) {
    for (const field of Object.keys(event)) assert.ok(Object.hasOwn(packet, field), `${path}.${field} was sent`)
    for (const [field, value] of Object.entries(packet)) {
      if (Object.hasOwn(event, field)) expectFaithful(event[field] as Json, value, `${path}.${field}`)
      else
        assert.ok(
          value === null || isEmptySeat(field, value) || isPlaceholder(field, value),
          `${path}.${field} is left out only when it says nothing`,
        )
    }
  } else if (!Object.is(event, packet)) {
    assert.ok(spellings(packet).includes(event), `${path} is ${JSON.stringify(event)} for ${JSON.stringify(packet)}`)
  }
}

/** A text in the place of a time of a recording, as a guide prints it; a number beyond 2^53 is read as a text, too. */
function isPlaceholder(field: string, value: Json): boolean {
  if (!/TimeStamp$/.test(field)) return false
  return typeof value === 'number'
    ? Number.isInteger(value) && !Number.isSafeInteger(value)
    : typeof value === 'string' && !/^-?\d{1,16}$/.test(value)
}

/** An empty text stays one, except where it means no account. */
const isEmptySeat = (field: string, value: Json): boolean => field === 'Member_Account' && value === ''

/** A number beyond 2^53 is a text of its digits, also where JSON writes an exponent. */
function inDigits(text: string): string {
  const [, sign = '', first = '', rest = '', exponent] = /^(-?)(\d)(?:\.(\d+))?e\+(\d+)$/.exec(text) ?? []
  return exponent === undefined ? text : sign + first + rest.padEnd(Number(exponent), '0')
}

function spellings(value: Json): Json[] {
  if (typeof value === 'number') return [inDigits(String(value))]
  if (value === 'true') return [true]
  if (value === 'false') return [false]
  return typeof value === 'string' && /^-?\d+$/.test(value) ? [Number(value)] : []
}
