import Type, { type TSchema } from 'typebox'
import { Account, Count, IntegerCode, Seconds, Text } from '../fields.ts'
import { MessageBody } from '../message-body.ts'

/** What the Before and the After packet of a one-to-one message share (34364, 34365). */
export const oneToOneMessage: { readonly [field: string]: TSchema } = {
  From_Account: Account('The sender.'),
  To_Account: Account('The receiver.'),
  MsgSeq: Type.Optional(Count('Sequence number of 32 bits; absent in packets of 2017.')),
  MsgRandom: Type.Optional(Count('Random number of 32 bits; absent in packets of 2017.')),
  MsgTime: Type.Optional(
    Seconds('When it was sent; absent in the oldest text. Messages are in the order of `MsgTime`, then `MsgSeq`.'),
  ),
  MsgKey: Type.Optional(Text('Handle for recalling; absent in packets of 2018.')),
  MsgId: Type.Optional(Text('Message id of the client; only in newer Chinese editions.')),
  OnlineOnlyFlag: Type.Optional(IntegerCode('1 for a message that is not stored, else 0; absent in packets of 2018.')),
  MsgBody: MessageBody,
  CloudCustomData: Type.Optional(Text('Free data stored with the message.')),
}
