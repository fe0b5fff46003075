import type { CommandSource } from '../command-source.ts'
import { IntegerCode, Milliseconds } from '../fields.ts'
import { engineEvent, orderOfTask } from './engine-event.ts'
import { TaskId } from './engine-fields.ts'

/** Type 702 of group 7 (62717). */
export const command: CommandSource = engineEvent({
  group: 7,
  type: 702,
  constant: 'EVENT_TYPE_STREAM_INGEST_STOP',
  summary: 'The pulling of a stream into a room stopped.',
  documents: ['62717'],
  orderKey: orderOfTask,
  info: {
    EventMsTs: Milliseconds('When it happened.'),
    TaskId,
    Status: IntegerCode('0: it stopped.'),
  },
})
