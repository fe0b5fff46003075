import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, List, Milliseconds, OpenEnum, Text } from '../fields.ts'
import { ResultItem } from './result-item.ts'

/** Document 43467; not sent for REST. */
export const command: CommandSource = {
  name: 'Sns.CallbackPrevFriendResponse',
  phase: 'before',
  summary: 'A client is about to answer friend requests.',
  products: ['chat'],
  documents: ['43467'],
  // A non-zero `ErrorCode` means that the app failed, and the request goes on: the answer is in `ResultItem`.
  answer: {
    verdicts: ['allow', 'deny'],
    codes: [38000, 39000],
    platformDefault: 'allow',
    eachOf: 'ResponseFriendItem',
    fields: { allow: ResultItem },
  },
  orderKey: { kind: 'user', paths: ['From_Account'] },
  body: {
    Requester_Account: Account('Who sends the answer.'),
    From_Account: Account('Who answers.'),
    ResponseFriendItem: List(
      'The answers.',
      Type.Object({
        To_Account: Account('Who asked.'),
        Remark: Type.Optional(Text('Remark about the friend; may be absent.')),
        TagName: Type.Optional(Text('Group of the friend, `GroupName` in the request; may be absent.')),
        ResponseAction: OpenEnum('The answer.', [
          'Response_Action_AgreeAndAdd',
          'Response_Action_Agree',
          'Response_Action_Reject',
        ]),
      }),
    ),
    EventTime: Milliseconds('When it happened.'),
  },
}
