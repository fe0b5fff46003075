import type { CommandSource } from '../command-source.ts'
import { IntegerCode, Milliseconds } from '../fields.ts'
import { engineEvent, orderOfTask } from './engine-event.ts'
import { TaskId } from './engine-fields.ts'

/** Type 701 of group 7 (62717). */
export const command: CommandSource = engineEvent({
  group: 7,
  type: 701,
  constant: 'EVENT_TYPE_STREAM_INGEST_START',
  summary: 'The pulling of a stream into a room started, or failed to.',
  documents: ['62717'],
  orderKey: orderOfTask,
  info: {
    EventMsTs: Milliseconds('When it happened.'),
    TaskId,
    Status: IntegerCode('0: it started. 1: it failed. 2: it is tried again, at second 0, 1 and 3.'),
  },
})
