import type { PlatformEvent } from '../events/platform-event.ts'
import { draftOf, type OpenPacket, type PendingCallback } from '../send/pending-callback.ts'

/** A packet with a field that is in no document, at the top and in the room. */
export function withUnknownField(packet: OpenPacket): OpenPacket {
  const { RoomInfo } = packet
  const field = { UndocumentedField: { Since: 'tomorrow', Values: [1, null, true] } }
  return { ...packet, ...(RoomInfo !== undefined && { RoomInfo: { ...(RoomInfo as OpenPacket), ...field } }), ...field }
}

/** A callback of the same moment whose command is in no document. */
export function unknownCallback(event: PlatformEvent): PendingCallback {
  const prefix = event.packet.CallbackCommand.split('.')[0] as string
  const command = `${prefix}.CallbackAfterUndocumentedEvent`
  const packet = { ...event.packet, CallbackCommand: command }
  return { ...draftOf(event), command, packet }
}
