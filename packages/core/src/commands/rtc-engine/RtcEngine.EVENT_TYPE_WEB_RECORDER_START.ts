import type { CommandSource } from '../command-source.ts'
import { engineEvent, orderOfTask } from './engine-event.ts'
import { pageEvent } from './engine-fields.ts'

/** Type 801 of group 8 (54914, 72325). */
export const command: CommandSource = engineEvent({
  group: 8,
  type: 801,
  constant: 'EVENT_TYPE_WEB_RECORDER_START',
  summary: 'The recording of a web page started, or failed to.',
  documents: ['54914', '72325'],
  orderKey: orderOfTask,
  info: {
    ...pageEvent(
      '1: it started. 2: it failed. 3: abnormal, and mended by the service. 4: moved. 5: stopped by an exception.',
    ),
  },
})
