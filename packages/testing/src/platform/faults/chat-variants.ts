import { commands } from '@room-callbacks/core'
import type { OpenPacket } from '../send/pending-callback.ts'
import { packetVariant, type Variant, without } from './variant.ts'

const groupCommands = commands.filter(({ family, shape }) => family === 'group' && hasEventTime(shape))
const groupMessages = ['Group.CallbackBeforeSendMsg', 'Group.CallbackAfterSendMsg']
const friendsDeleted = 'Sns.CallbackFriendDelete'

/** Changes the word of each user whose state in a call changed. */
const eachAction = (packet: OpenPacket, change: (word: unknown) => unknown): OpenPacket => ({
  ...packet,
  ChangedUserList: (packet['ChangedUserList'] as readonly OpenPacket[]).map((user) => ({
    ...user,
    ActionType: change(user['ActionType']),
  })),
})

/** How packets of Chat and Call differ: the discrepancies that chat.md and call.md list. */
export const chatVariants: readonly Variant[] = [
  // The international samples print a text, the newest Chinese pages and real packets a number.
  packetVariant(
    'EventTime as text',
    groupCommands.map(({ name }) => name),
    (packet) => ({ ...packet, EventTime: String(packet['EventTime']) }),
  ),
  packetVariant('MsgPriority', groupMessages, (packet) => ({ ...packet, MsgPriority: 'Normal' })),
  packetVariant('as in 2019', ['Group.CallbackAfterSendMsg'], (packet) =>
    without(packet, 'OnlineOnlyFlag', 'EventTime', 'MsgId'),
  ),
  packetVariant(
    'Modified_Account',
    ['Group.CallbackAfterMemberFieldChanged'],
    ({ Member_Account: Modified_Account, ...packet }) => ({ ...packet, Modified_Account }),
  ),
  packetVariant('FriendShip', ['C2C.CallbackBeforeSendMsg'], (packet) => ({
    ...without(packet, 'MsgKey', 'OnlineOnlyFlag'),
    FriendShip: 3,
  })),
  packetVariant('no counter', ['C2C.CallbackAfterMsgReport', 'C2C.CallbackAfterMsgWithDraw'], (packet) =>
    without(packet, 'UnreadMsgNum'),
  ),
  packetVariant('both directions', [friendsDeleted], (packet) => ({
    ...packet,
    PairList: (packet['PairList'] as readonly OpenPacket[]).flatMap((pair) => [
      pair,
      { From_Account: pair['To_Account'], To_Account: pair['From_Account'] },
    ]),
  })),
  packetVariant('no EventTime', ['State.StateChange'], (packet) => without(packet, 'EventTime')),
  packetVariant('Accept', ['Call.CallbackAfterMemberChanged'], (packet) =>
    eachAction(packet, (word) => (word === 'Answer' ? 'Accept' : word)),
  ),
]

function hasEventTime(shape: (typeof commands)[number]['shape']): boolean {
  return shape.kind === 'object' && 'EventTime' in shape.fields
}
