import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, Count, IntegerCode, List, Seconds } from '../fields.ts'
import { command as beforeSendMsg } from './Group.CallbackBeforeSendMsg.ts'

/** Document 74348 (Chat 34375): the packet of the Before command and where the message now stands. */
export const command: CommandSource = {
  name: 'Group.CallbackAfterSendMsg',
  phase: 'after',
  summary: 'A room message was sent, by a client or through REST.',
  products: ['live', 'chat'],
  documents: ['74348', '34375', '454/125496', '269/2661'],
  eventTime: [
    { path: 'EventTime', unit: 'ms' },
    { path: 'MsgTime', unit: 's' },
  ],
  orderKey: { kind: 'room', paths: ['GroupId'] },
  body: {
    ...beforeSendMsg.body,
    MsgSeq: Type.Optional(Count('Sequence number in the group; absent in a packet of 2016.')),
    MsgTime: Type.Optional(Seconds('When it was sent; absent in a packet of 2016.')),
    GroupAtInfo: Type.Optional(
      List(
        'Mentions; only in the Chinese editions 454/125496 and 269/2661.',
        Type.Object({
          GroupAtAllFlag: IntegerCode('1 for all members, 0 for one.'),
          GroupAt_Account: Type.Optional(Account('The member; only with 0.')),
        }),
      ),
    ),
  },
}
