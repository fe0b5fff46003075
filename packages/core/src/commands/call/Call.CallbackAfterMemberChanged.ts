import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, List, Milliseconds, OpenEnum, Text } from '../fields.ts'

/** Document 69215 (647/117872), whose sample and table name actions in different ways. */
export const command: CommandSource = {
  name: 'Call.CallbackAfterMemberChanged',
  phase: 'after',
  summary: 'Someone in a call accepted, refused, joined or left it.',
  products: ['call'],
  documents: ['69215', '647/117872'],
  orderKey: { kind: 'call', paths: ['CallId'] },
  body: {
    CallId: Text('The call.'),
    UserList: List(
      'Who takes part now.',
      Type.Object({
        User_Account: Account('User id.'),
        Status: OpenEnum('Whether the user is in the call.', ['Calling', 'Waiting']),
      }),
    ),
    ChangedUserList: List(
      'Whom it concerns.',
      Type.Object({
        User_Account: Account('User id.'),
        ActionType: OpenEnum('What the user did; `Answer` and `Accept` are one, by different editions.', [
          'Answer',
          'Accept',
          'Reject',
          'NotAnswer',
          'Hangup',
          'Join',
          'Offline',
          'Invite',
          'Cancel_Invite',
        ]),
      }),
    ),
    EventTime: Milliseconds('When it happened.'),
  },
}
