import type { Command } from '../../protocol/command.ts'
import { decodeText } from '../../protocol/packet/decode-text.ts'
import { type Packet, parsePacket } from '../../protocol/packet/parse-packet.ts'
import { normalise } from './validate.ts'

/**
 * The event of a packet that was valid, made from its bytes once more: an object of its own. A structured clone would
 * cost more than parsing, and recursion over a hostile depth.
 */
export function eventAgain(command: Command, raw: Uint8Array): Packet {
  const parsed = parsePacket(decodeText(raw))
  normalise(command, parsed, { findsUnknown: false, reparsed: false }, ignore)
  return parsed.packet
}

// The drifts were told when the packet arrived.
const ignore = (): void => {}
