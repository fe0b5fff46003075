import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Flag, List, Milliseconds, Text, Word } from '../fields.ts'

/** Document 269/133254; `free` stands in its sample, and not in its table. */
export const command: CommandSource = {
  name: 'Member.EventNotify',
  phase: 'after',
  summary: 'The status of an agent of Desk changed.',
  products: ['chat'],
  documents: ['269/133254'],
  orderKey: { kind: 'user', paths: ['MemberId'] },
  body: {
    Event: Word('What happened.', ['Member.StatusChange']),
    MemberId: Text('The agent, a mail address: personal data.'),
    Status: Word('The status now.', ['ready', 'free', 'notReady', 'rest', 'offline']),
    EventTime: Milliseconds('When it happened.'),
    ClientInfo: Type.Optional(
      List(
        'The connections of the agent; may be absent.',
        Type.Object({
          ClientType: Word('Kind of client.', ['Web']),
          IsConnected: Flag('Whether it is connected.'),
        }),
      ),
    ),
    RestReason: Type.Optional(Text('Why the agent rests; empty otherwise.')),
  },
}
