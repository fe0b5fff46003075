import type { Packet } from '../protocol/packet/parse-packet.ts'

/** The room whose order a packet belongs to: its `RoomId`, `GroupId` or `CallId`, in its app. */
export function roomOf(sdkAppId: string, packet: Packet): string | undefined {
  const { RoomId, RoomInfo, GroupId, CallId } = packet as Record<string, unknown>
  const inside = (RoomInfo as { RoomId?: unknown } | undefined)?.RoomId
  const id = [RoomId, inside, GroupId, CallId].find((value) => typeof value === 'string' || typeof value === 'number')
  return id === undefined ? undefined : `${sdkAppId}/${id}`
}
