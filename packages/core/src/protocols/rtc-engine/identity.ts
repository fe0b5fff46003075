import { decodeText, parsePacket } from '../../protocol/packet/parse-packet.ts'

/**
 * What stays of a body when the platform sends an event again: all of it but the time of sending, which may be another one
 * with each delivery (39558 does not say). White space is no part of it.
 */
export function identityOf(raw: Uint8Array): string {
  const { CallbackTs: _, CallbackMsTs: __, ...event } = parsePacket(decodeText(raw)).packet
  return JSON.stringify(event)
}
