import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, Count, List, RoomIdentifier, Seconds, Text } from '../fields.ts'

/** Document 72210. */
export const command: CommandSource = {
  name: 'Live.CallbackBeforeSendGift',
  phase: 'before',
  summary: 'A client is about to send a gift.',
  products: ['live'],
  documents: ['72210'],
  // No event time and no transaction id: two equal gifts of one second are two gifts.
  deduplicate: false,
  answer: { verdicts: ['allow', 'deny'], codes: [102100, 102200], platformDefault: 'deny' },
  orderKey: { kind: 'room', paths: ['RoomId'] },
  body: {
    Operator_Account: Account('Acting user.'),
    RoomId: RoomIdentifier('Room id.'),
    GiftWater: Type.Object(
      {
        From_Account: Account('The sender.'),
        To_Account: List('The receivers; an array in spite of the singular name.', Account('User id.')),
        Time: Type.Optional(Seconds('When it was sent.')),
        GiftId: Text('Gift id.'),
        Count: Count('How many.'),
        Coins: Type.Optional(Count('Value of one gift, by the Chinese page; the English page says value of the gift.')),
      },
      { description: 'The gift; a container that the table does not show.' },
    ),
  },
}
