import type { CommandSource } from '../command-source.ts'
import { engineEvent, orderOfTask } from './engine-event.ts'
import { pageEvent } from './engine-fields.ts'

/** Type 802 of group 8 (54914, 72325). */
export const command: CommandSource = engineEvent({
  group: 8,
  type: 802,
  constant: 'EVENT_TYPE_WEB_RECORDER_STOP',
  summary: 'The recording of a web page stopped.',
  documents: ['54914', '72325'],
  orderKey: orderOfTask,
  info: {
    ...pageEvent('1: it stopped.'),
  },
})
