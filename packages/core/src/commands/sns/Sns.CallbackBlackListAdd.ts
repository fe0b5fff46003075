import type { CommandSource } from '../command-source.ts'
import { Pairs } from './pairs.ts'

/** Document 34361. */
export const command: CommandSource = {
  name: 'Sns.CallbackBlackListAdd',
  phase: 'after',
  summary: 'A user blocked others.',
  products: ['chat'],
  documents: ['34361'],
  // No time: a user who is blocked again within a day sends the same packet twice.
  deduplicate: false,
  orderKey: { kind: 'user', paths: ['PairList.0.From_Account'] },
  body: {
    PairList: Pairs('Who is blocked now.', 'Whose list it is.', 'The blocked user.'),
  },
}
