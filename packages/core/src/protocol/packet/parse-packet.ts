import { Refusal } from '../../errors/refusal.ts'
import { inspectValues } from './inspect-values.ts'
import { quoteLargeIntegers } from './quote-large-integers.ts'

/** A packet: the JSON object of a body. */
export type Packet = Record<string, unknown>

/** A parsed packet. */
export interface ParsedPacket {
  readonly packet: Packet
  /** Whether integers beyond 2^53 stood in it and are strings now. */
  readonly largeIntegers: boolean
}

/**
 * JSON.parse without its losses: integers beyond 2^53 become strings, `__proto__` is refused.
 *
 * @throws `invalid-json`, or `invalid-packet` when the JSON is not an object.
 */
export function parsePacket(json: string): ParsedPacket {
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
  return { packet, largeIntegers }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (cause) {
    throw new Refusal('invalid-json', undefined, { cause })
  }
}

const isObject = (value: unknown): value is Packet =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
