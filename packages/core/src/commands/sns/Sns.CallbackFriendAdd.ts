import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, IntegerCode, List, OpenEnum } from '../fields.ts'

/** Document 34359; not sent for an import. */
export const command: CommandSource = {
  name: 'Sns.CallbackFriendAdd',
  phase: 'after',
  summary: 'Users became friends, by a client or through REST.',
  products: ['chat'],
  documents: ['34359'],
  // No time: friends who part and make up within a day send the same packet twice.
  deduplicate: false,
  body: {
    PairList: List(
      'The new pairs.',
      Type.Object({
        From_Account: Account('One of the pair.'),
        To_Account: Account('The other one.'),
        Initiator_Account: Account('Who began it.'),
      }),
    ),
    ClientCmd: OpenEnum('What led to it: a request or an answer.', [
      'friend_add',
      'FriendAdd',
      'friend_response',
      'FriendResponse',
    ]),
    Admin_Account: Account('The administrator when the backend of the app caused it, else an empty string.'),
    ForceFlag: IntegerCode('1 when it was forced, else 0; `ForceAddFlags` in the request.'),
  },
}
