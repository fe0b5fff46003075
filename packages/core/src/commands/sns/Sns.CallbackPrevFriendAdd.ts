import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, IntegerCode, List, Milliseconds, OpenEnum, Text } from '../fields.ts'
import { ResultItem } from './result-item.ts'

/** Document 43468; not sent for REST. */
export const command: CommandSource = {
  name: 'Sns.CallbackPrevFriendAdd',
  phase: 'before',
  summary: 'A client is about to ask users to become friends.',
  products: ['chat'],
  documents: ['43468'],
  // A non-zero `ErrorCode` means that the app failed, and the request goes on: the answer is in `ResultItem`.
  answer: {
    verdicts: ['allow', 'deny'],
    codes: [38000, 39000],
    platformDefault: 'allow',
    eachOf: 'FriendItem',
    fields: { allow: ResultItem },
  },
  orderKey: { kind: 'user', paths: ['From_Account'] },
  body: {
    Requester_Account: Account('Who sends the request.'),
    From_Account: Account('Who wants friends.'),
    FriendItem: List(
      'The wanted friends.',
      Type.Object({
        To_Account: Account('The wanted friend.'),
        Remark: Type.Optional(Text('Remark about the friend; may be absent.')),
        GroupName: Type.Optional(Text('Group of the friend; may be absent.')),
        AddSource: Text('Where the request comes from: `AddSource_Type_Android`, say.'),
        AddWording: Type.Optional(Text('What the friend is told; may be absent.')),
      }),
    ),
    AddType: OpenEnum('Whether it makes friends of one or of both.', ['Add_Type_Single', 'Add_Type_Both']),
    ForceAddFlags: IntegerCode('1 when an administrator forces it, else 0.'),
    EventTime: Milliseconds('When it happened.'),
  },
}
