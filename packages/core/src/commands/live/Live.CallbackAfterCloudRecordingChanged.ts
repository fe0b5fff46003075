import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { IntegerCode, Milliseconds } from '../fields.ts'
import { RecordingEvent } from '../recording-event.ts'

/** Documents 269/129603 (Chinese) and 78428 (English, under another word); event types from 54914. */
export const command: CommandSource = {
  name: 'Live.CallbackAfterCloudRecordingChanged',
  phase: 'after',
  summary: 'A cloud recording started, stopped, or was stored.',
  products: ['live'],
  documents: ['269/129603', '78428', '54914'],
  aliases: ['Follow.CallbackAfterCloudRecordingChanged'],
  eventTime: [{ path: 'EventInfo.EventMsTs', unit: 'ms' }],
  orderKey: { kind: 'task', paths: ['EventInfo.TaskId'] },
  body: {
    EventGroupId: IntegerCode('3 cloud recording, 8 web page recording.'),
    EventType: IntegerCode('What happened: 301 to 312, or 801 to 804 for a web page (54914).'),
    CallbackTs: Type.Optional(Milliseconds('When it was sent.')),
    EventInfo: RecordingEvent,
  },
}
