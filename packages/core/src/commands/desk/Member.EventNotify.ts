import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { BooleanField, List, Milliseconds, OpenEnum, Text } from '../fields.ts'

/** Document 269/133254; `free` stands in its sample, and not in its table. */
export const command: CommandSource = {
  name: 'Member.EventNotify',
  phase: 'after',
  summary: 'The status of an agent of Desk changed.',
  products: ['chat'],
  documents: ['269/133254'],
  orderKey: { kind: 'user', paths: ['MemberId'] },
  identifiedBy: 'request-id',
  body: {
    Event: OpenEnum('What happened.', ['Member.StatusChange']),
    MemberId: Text('The agent, a mail address: personal data.'),
    Status: OpenEnum('The status now.', ['ready', 'free', 'notReady', 'rest', 'offline']),
    EventTime: Milliseconds('When it happened.'),
    ClientInfo: Type.Optional(
      List(
        'The connections of the agent; may be absent.',
        Type.Object({
          ClientType: OpenEnum('Kind of client.', ['Web']),
          IsConnected: BooleanField('Whether it is connected.'),
        }),
      ),
    ),
    RestReason: Type.Optional(Text('Why the agent rests; empty otherwise.')),
  },
}
