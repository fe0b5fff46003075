import type { Refusal } from '../errors/refusal.ts'
import type { Drift } from '../protocol/normalise/drift.ts'
import { decodeText, type Packet, parsePacket } from '../protocol/packet/parse-packet.ts'
import { protocolOf } from '../protocols/protocols.ts'
import { collectDrifts, normalise } from '../receive/validate.ts'
import { receiverOf } from '../receiver/receiver-of.ts'

/** A packet, made from its bytes once more. */
export interface Explanation {
  /** As handlers see it, as far as it could be brought to that; undefined when it is no JSON object. */
  readonly event: Packet | undefined
  /** In what the packet differs from its schema without being wrong. */
  readonly drifts: readonly Drift[]
  /** Why the packet is refused. */
  readonly refusal: Refusal | undefined
}

/** The bytes of a packet, and under which command they came. */
export interface ReceivedPacket {
  /** The command word as the query wrote it. */
  readonly command: string
  readonly raw: Uint8Array
  /** Whether another parser had made a value of the body: then lost digits are a drift. Default: false. */
  readonly isReparsed?: boolean
}

/**
 * What a receiver makes of a packet: normalised, with every drift, and why it is refused. Nothing is handled.
 *
 * @throws `invalid-option` when `callbacks` is not what `roomCallbacks` returned
 * @example
 * const { event, drifts } = explain(callbacks, { command: 'Mic.CallbackAfterSeatInfoChanged', raw })
 */
export function explain(callbacks: object, { command: word, raw, isReparsed = false }: ReceivedPacket): Explanation {
  const { catalog } = receiverOf(callbacks).services
  let event: Packet | undefined
  const drifts: Drift[] = []
  try {
    const parsed = parsePacket(decodeText(raw))
    event = parsed.packet
    const command = protocolOf(word).resolveCommand({ receivedAs: word }, event, catalog)
    if (command) normalise(command, parsed, { findsUnknown: true, reparsed: isReparsed }, collectDrifts(drifts))
    return { event, drifts, refusal: undefined }
  } catch (error) {
    // Nothing else is thrown on the way.
    return { event, drifts, refusal: error as Refusal }
  }
}
