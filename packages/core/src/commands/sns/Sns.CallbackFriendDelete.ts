import type { CommandSource } from '../command-source.ts'
import { Pairs } from './pairs.ts'

/** Document 34360. One deletion may list both directions. */
export const command: CommandSource = {
  name: 'Sns.CallbackFriendDelete',
  phase: 'after',
  summary: 'Users are no longer friends.',
  products: ['chat'],
  documents: ['34360'],
  // No time: friends who part and make up within a day send the same packet twice.
  deduplicate: false,
  body: {
    PairList: Pairs('The former pairs; both directions of one may be there.', 'One of the pair.', 'The other one.'),
  },
}
