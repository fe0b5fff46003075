import type { CommandSource } from '../command-source.ts'
import { Account, List, Milliseconds } from '../fields.ts'

/** Document 74357, a Chat command (70356) that Live lists. */
export const command: CommandSource = {
  name: 'Follow.CallbackAfterFollowDelete',
  phase: 'after',
  summary: 'A user stopped following others.',
  products: ['live', 'chat'],
  documents: ['74357', '70356'],
  orderKey: { kind: 'user', paths: ['From_Account'] },
  body: {
    From_Account: Account('The former follower.'),
    // Plain ids under a singular name here, objects in the add packet.
    To_Account: List('Who is no longer followed.', Account('User id.')),
    EventTime: Milliseconds('When it happened.'),
  },
}
