import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { List, Text } from '../fields.ts'
import { OfficialEventTime, officialAccount } from './official-account-fields.ts'

/** Document 60805; the D of `WithDraw` is a capital one, that of the list is not. */
export const command: CommandSource = {
  name: 'OfficialAccount.CallbackAfterMsgWithDraw',
  phase: 'after',
  summary: 'Messages of an official account were recalled.',
  products: ['chat'],
  documents: ['60805'],
  orderKey: { kind: 'account', paths: ['Official_Account'] },
  body: {
    ...officialAccount,
    WithdrawMsgList: List('The messages.', Type.Object({ MsgKey: Text('The message.') })),
    EventTime: OfficialEventTime,
  },
}
