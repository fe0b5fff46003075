import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, BooleanField, IntegerCode, Milliseconds, OpenEnum, Text } from '../fields.ts'
import { MessageBody } from '../message-body.ts'

/** Documents 269/111212 and 1229/68989. Which fields come with which event is not documented. */
export const command: CommandSource = {
  name: 'Desk.SessionEventNotify',
  phase: 'after',
  summary: 'Something happened in a session of Desk, a message say.',
  products: ['chat'],
  documents: ['269/111212', '1229/68989'],
  orderKey: { kind: 'session', paths: ['SessionId'] },
  identifiedBy: 'request-id',
  body: {
    SessionId: Text('The session.'),
    Event: OpenEnum('What happened; more values are not documented.', [
      'SessionBegin',
      'ChatBot.UserSendMsg',
      'ChatBot.RobotSendMsg',
    ]),
    EventTime: Milliseconds('When it happened.'),
    ChannelType: Type.Optional(OpenEnum('Where the user is; may be absent.', ['SDK', 'Web(H5)'])),
    ClientUserId: Type.Optional(Account('The user; may be absent.')),
    CustomerServiceId: Type.Optional(Account('The service account; may be absent.')),
    AgentId: Type.Optional(Text('The human agent, a mail address: personal data; may be absent.')),
    MsgKey: Type.Optional(Text('The message; messages only.')),
    MsgBody: Type.Optional(MessageBody),
    CloudCustomData: Type.Optional(Text('Free data stored with the message; messages only.')),
    IsContactUser: Type.Optional(BooleanField('Whether the agent wrote first; may be absent.')),
    SatisfactionSelected: Type.Optional(IntegerCode('1 to 5; may be absent.')),
    ForwardFromAgentId: Type.Optional(Text('The former agent; only in the newest Chinese edition.')),
  },
}
