/** The room of a packet, for the list; only the beginning, because a hostile packet may make it very long. */
export function roomOf(event: { readonly [field: string]: unknown } | undefined): string | undefined {
  if (event === undefined) return undefined
  const { RoomId, RoomInfo, GroupId, EventInfo } = event as {
    RoomId?: unknown
    RoomInfo?: { RoomId?: unknown }
    GroupId?: unknown
    EventInfo?: { RoomId?: unknown; roomID?: unknown }
  }
  const id = RoomId ?? RoomInfo?.RoomId ?? GroupId ?? EventInfo?.RoomId ?? EventInfo?.roomID
  return typeof id === 'string' ? id.slice(0, 200) : undefined
}
