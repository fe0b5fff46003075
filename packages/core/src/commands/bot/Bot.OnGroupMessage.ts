import type { CommandSource } from '../command-source.ts'
import { Account, Count, List, Milliseconds, Seconds } from '../fields.ts'
import { command as sent } from '../group/Group.CallbackAfterSendMsg.ts'

/** Document 68953; a mention of all members is none. */
export const command: CommandSource = {
  name: 'Bot.OnGroupMessage',
  phase: 'after',
  summary: 'A robot was mentioned in a group.',
  products: ['chat'],
  documents: ['68953'],
  orderKey: { kind: 'room', paths: ['GroupId'] },
  body: {
    ...sent.body,
    Operator_Account: Account('The requester.'),
    Random: Count('Random number of 32 bits.'),
    MsgSeq: Count('Sequence number in the group: orders the messages.'),
    MsgTime: Seconds('When it was sent.'),
    AtRobots_Account: List('The robots; plain ids.', Account('Id of a robot, `@RBT#001` say.')),
    EventTime: Milliseconds('When it happened.'),
  },
}
