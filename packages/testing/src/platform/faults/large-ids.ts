import type { OpenPacket } from '../send/pending-callback.ts'

// A character for private use: no account holds it.
const mark = '\uE000'
const marked = new RegExp(`"${mark}(\\d+)${mark}"`, 'g')
const largeNumber = /^[1-9]\d{15,18}$/

/** Writes a packet with every account beyond 2^53 as an integer, digit by digit, as in several samples. */
export function writePacket(packet: OpenPacket): string {
  const text = JSON.stringify(packet, (key, value: unknown) => {
    if (!key.endsWith('_Account')) return value
    return Array.isArray(value) ? value.map(markLarge) : markLarge(value)
  })
  return text.replaceAll(marked, '$1')
}

const isLarge = (value: string): boolean => largeNumber.test(value) && !Number.isSafeInteger(Number(value))

const markLarge = (value: unknown): unknown =>
  typeof value === 'string' && isLarge(value) ? `${mark}${value}${mark}` : value
