import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { IntegerCode, List, Seconds, Text } from '../fields.ts'
import { pushed } from './pushed.ts'

/** Document 67551. Every event has a time of its own; that of the callback is the first of them. */
export const command: CommandSource = {
  name: 'Push.AllMemberPush',
  phase: 'after',
  summary: 'Pushes to all users, or to those with a tag, were sent, reached or clicked.',
  products: ['chat'],
  documents: ['67551'],
  eventTime: [{ path: 'Events.0.EventTime', unit: 's' }],
  body: {
    Events: List(
      '1 to 100 events.',
      Type.Object({
        ...pushed,
        EventType: IntegerCode('1 offline push, 2 online push.'),
        TaskId: Text('The push.'),
        TaskTime: Seconds('When the push was ordered.'),
        DataId: Type.Optional(Text('Data of the push; may be absent.')),
        DeviceType: Type.Optional(IntegerCode('Kind of device, 0 to 8; may be absent.')),
      }),
    ),
  },
}
