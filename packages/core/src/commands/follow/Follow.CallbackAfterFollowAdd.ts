import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, List, Milliseconds } from '../fields.ts'

/** Document 74356, a Chat command (70355) that Live lists. */
export const command: CommandSource = {
  name: 'Follow.CallbackAfterFollowAdd',
  phase: 'after',
  summary: 'A user followed others.',
  products: ['live', 'chat'],
  documents: ['74356', '70355'],
  orderKey: { kind: 'user', paths: ['From_Account'] },
  body: {
    From_Account: Account('The follower.'),
    // Objects here, plain ids in the delete packet.
    FollowList: List('Who is followed now.', Type.Object({ To_Account: Account('User id.') })),
    EventTime: Milliseconds('When it happened.'),
  },
}
