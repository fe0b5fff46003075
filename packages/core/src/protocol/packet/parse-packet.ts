import { Refusal } from '../../errors/refusal.ts'
import { isObject } from '../shape-check.ts'
import { quoteLargeIntegers } from './quote-large-integers.ts'

/** A packet: the JSON object of a body. */
export type Packet = Record<string, unknown>

/** A field that stands in a packet. A name such as `constructor` is on every object, and in no packet for that. */
export const fieldOf = (packet: Packet, field: string): unknown =>
  Object.hasOwn(packet, field) ? packet[field] : undefined

/** What stands at a path of a packet, in dots. */
export function valueAt(packet: Packet, path: string): unknown {
  // Most are one name, and every callback comes here.
  if (!path.includes('.')) return fieldOf(packet, path)
  let value: unknown = packet
  for (const step of path.split('.')) {
    value = typeof value === 'object' && value !== null ? fieldOf(value as Packet, step) : undefined
  }
  return value
}

/** A parsed packet. */
export interface ParsedPacket {
  readonly packet: Packet
  /** Whether integers beyond 2^53 stood in it and are strings now. */
  readonly largeIntegers: boolean
}

/**
 * JSON.parse without its losses: integers beyond 2^53 become strings of their digits, however they are spelled, and
 * `__proto__` is refused. A number with a fraction stays what JSON.parse makes of it.
 *
 * @throws `invalid-json`, or `invalid-packet` when the JSON is not an object, or exponents make a number larger than
 *   any that JSON parsers hold (`1e400`), or far more digits than it has characters
 * @param body A text, or bytes in UTF-8.
 * @example
 * parsePacket('{"Id":9007199254740993.0}').packet // { Id: '9007199254740993' }
 */
export function parsePacket(body: string | Uint8Array): ParsedPacket {
  const json = typeof body === 'string' ? body : decodeText(body)
  let packet = parse(json)
  let largeIntegers = false
  const { hasLargeNumber, hasPrototypeKey } = inspectValues(packet)
  if (hasPrototypeKey) throw new Refusal('invalid-json', 'A key is __proto__.')
  if (hasLargeNumber) {
    const quoted = quoteLargeIntegers(json)
    largeIntegers = quoted !== json
    if (largeIntegers) packet = parse(quoted)
  }
  if (!isObject(packet)) throw new Refusal('invalid-packet', 'The body is not a JSON object.')
  return { packet: packet as Packet, largeIntegers }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (error) {
    throw new Refusal('invalid-json', `${(error as SyntaxError).message.replace(quotation, '')}.`)
  }
}

// V8 quotes what stands around a mistake, which is a piece of the packet.
const quotation = /,? ?(?:\.\.\.)?".*"(?:\.\.\.)? is not valid JSON$/s

// Fatal: a receiver that replaces broken bytes stores a name that no user has. Drops a BOM.
const decoder = new TextDecoder('utf-8', { fatal: true })

/** The text of a body. @throws `invalid-json` when it is not UTF-8. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch (cause) {
    throw new Refusal('invalid-json', 'It is not UTF-8.', { cause })
  }
}

/** What JSON.parse does not tell. */
interface Inspection {
  /** Whether a number is beyond 2^53, so that its digits may be lost. */
  readonly hasLargeNumber: boolean
  /** Whether a key is called `__proto__`. */
  readonly hasPrototypeKey: boolean
}

/** Looks at every value of a parsed body: cheaper than looking at every character of its text. */
function inspectValues(value: unknown): Inspection {
  let hasLargeNumber = isLarge(value)
  let hasPrototypeKey = false
  // A list, not recursion: the depth of a hostile body must not become the depth of the stack.
  const open: object[] = isObjectOrList(value) ? [value] : []
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Array.isArray(next)) {
      for (const member of next) {
        if (isObjectOrList(member)) open.push(member)
        else if (isLarge(member)) hasLargeNumber = true
      }
    } else {
      for (const key in next) {
        const member = (next as Packet)[key]
        if (key === '__proto__') hasPrototypeKey = true
        if (isObjectOrList(member)) open.push(member)
        else if (isLarge(member)) hasLargeNumber = true
      }
    }
  }
  return { hasLargeNumber, hasPrototypeKey }
}

const isObjectOrList = (value: unknown): value is object => typeof value === 'object' && value !== null

const isLarge = (value: unknown): boolean => typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER
