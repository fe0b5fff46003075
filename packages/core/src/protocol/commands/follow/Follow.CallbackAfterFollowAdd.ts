import Type from 'typebox'
import type { CommandSource } from '../../command-source.ts'
import { Account, List, Milliseconds } from '../../fields.ts'

/** Document 74356, a Chat command (70355) that Live lists. */
export const followAfterFollowAdd: CommandSource = {
  name: 'Follow.CallbackAfterFollowAdd',
  summary: 'A user followed others.',
  products: ['live', 'chat'],
  documents: ['74356', '70355'],
  body: {
    From_Account: Account('The follower.'),
    // Objects here, plain ids in the delete packet.
    FollowList: List('Who is followed now.', Type.Object({ To_Account: Account('User id.') })),
    EventTime: Milliseconds('When it happened.'),
  },
}
