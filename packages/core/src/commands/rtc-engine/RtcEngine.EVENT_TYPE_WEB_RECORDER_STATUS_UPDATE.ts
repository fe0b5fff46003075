import type { CommandSource } from '../command-source.ts'
import { engineEvent, orderOfTask } from './engine-event.ts'
import { pageEvent } from './engine-fields.ts'

/** Type 803 of group 8 (54914, 72325). */
export const command: CommandSource = engineEvent({
  group: 8,
  type: 803,
  constant: 'EVENT_TYPE_WEB_RECORDER_STATUS_UPDATE',
  summary: 'The recording of a web page changed its state.',
  documents: ['54914', '72325'],
  orderKey: orderOfTask,
  info: {
    ...pageEvent('1: the page was loaded again. 2: paused. 3: resumed.'),
  },
})
