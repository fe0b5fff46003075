import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { IntegerCode, Milliseconds, Text } from '../fields.ts'
import { RecordingEvent } from '../recording-event.ts'

/** Documents 80345 and 647/131580; one of them prints another word, too. */
export const command: CommandSource = {
  name: 'Call.CallbackAfterRecordChanged',
  phase: 'after',
  summary: 'The recording of a call started, stopped, or was stored.',
  products: ['call'],
  documents: ['80345', '647/131580', '54914'],
  aliases: ['Call.CallbackAfterCloudRecordingChanged'],
  eventTime: [
    { path: 'Callback.EventInfo.EventMsTs', unit: 'ms' },
    { path: 'EventTime', unit: 'ms' },
  ],
  orderKey: { kind: 'call', paths: ['CallId'] },
  body: {
    CallId: Text('The call.'),
    Callback: Type.Object(
      {
        EventGroupId: IntegerCode('3 cloud recording.'),
        EventType: IntegerCode('What happened: 301, 311 or 312 (54914).'),
        CallbackTs: Type.Optional(Milliseconds('When it was sent.')),
        EventInfo: RecordingEvent,
        KitType: Type.Optional(IntegerCode('Undocumented; 2 in the sample, and not in the table.')),
      },
      { description: 'An event of RTC.' },
    ),
    EventTime: Milliseconds('When it was sent.'),
  },
}
