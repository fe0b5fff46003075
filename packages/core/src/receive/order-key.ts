import type { Command, OrderKey } from '../protocol/command.ts'
import { type Packet, valueAt } from '../protocol/packet/parse-packet.ts'

// What a later release may know is kept in the order of the room that it names.
const orderKeyOfUnknown: OrderKey = {
  kind: 'room',
  paths: ['RoomId', 'RoomInfo.RoomId', 'GroupId', 'EventInfo.RoomId'],
}

/** What a packet shares with those that it is ordered against, in its app: a room, a conversation, a user, a call. */
export function orderKeyOf(sdkAppId: string, command: Command | undefined, packet: Packet): string | undefined {
  const orderKey = command ? command.orderKey : orderKeyOfUnknown
  if (!orderKey) return undefined
  const { kind, paths } = orderKey
  const ids = paths
    .map((path) => valueAt(packet, path))
    .filter((id) => typeof id === 'string' || typeof id === 'number')
    .map(String)
  const [first] = ids
  if (first === undefined || first === '') return undefined
  // The two users of a conversation write to each other: one order for both directions.
  const id = kind === 'conversation' ? ids.sort().join(' ') : first
  return `${sdkAppId}/${kind}/${id}`
}
