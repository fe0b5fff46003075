import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, Count, IntegerCode, List, RoomIdentifier, Seconds, Text } from '../fields.ts'
import { pushed } from './pushed.ts'

/** Document 67552 (269/102567). Every event has a time of its own; that of the callback is the first of them. */
export const command: CommandSource = {
  name: 'Push.OfflinePush',
  phase: 'after',
  summary: 'Offline pushes of messages were sent, reached or clicked.',
  products: ['chat'],
  documents: ['67552', '269/102567'],
  eventTime: [{ path: 'Events.0.EventTime', unit: 's' }],
  body: {
    Events: List(
      '1 to 100 events.',
      Type.Object({
        ...pushed,
        EventType: IntegerCode('1 one-to-one, 2 group.'),
        From_Account: Account('The sender of the message.'),
        MsgKey: Type.Optional(Text('The message; one-to-one only.')),
        // In capitals here.
        GroupID: Type.Optional(RoomIdentifier('The group; group only.')),
        MsgSeq: Count('Sequence number of the message.'),
        MsgRandom: Count('Random number of the message.'),
        MsgTime: Seconds('When the message was sent.'),
        PushID: Text('The push.'),
      }),
    ),
  },
}
