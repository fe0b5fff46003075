import type { CommandSource } from '../../command-source.ts'
import { Count, Seconds } from '../../fields.ts'
import { groupBeforeSendMsg } from './Group.CallbackBeforeSendMsg.ts'

/** Document 74348 (Chat 34375): the packet of the Before command and where the message now stands. */
export const groupAfterSendMsg: CommandSource = {
  name: 'Group.CallbackAfterSendMsg',
  summary: 'A room message was sent, by a client or through REST.',
  products: ['live', 'chat'],
  documents: ['74348', '34375'],
  body: {
    ...groupBeforeSendMsg.body,
    MsgSeq: Count('Sequence number in the group.'),
    MsgTime: Seconds('When it was sent.'),
  },
}
