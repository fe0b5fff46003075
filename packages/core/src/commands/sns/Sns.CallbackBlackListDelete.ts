import type { CommandSource } from '../command-source.ts'
import { Pairs } from './pairs.ts'

/** Document 34362. */
export const command: CommandSource = {
  name: 'Sns.CallbackBlackListDelete',
  phase: 'after',
  summary: 'A user blocks others no longer.',
  products: ['chat'],
  documents: ['34362'],
  // No time: a user who is blocked again within a day sends the same packet twice.
  deduplicate: false,
  orderKey: { kind: 'user', paths: ['PairList.0.From_Account'] },
  body: {
    PairList: Pairs('Who is no longer blocked.', 'Whose list it is.', 'The user.'),
  },
}
