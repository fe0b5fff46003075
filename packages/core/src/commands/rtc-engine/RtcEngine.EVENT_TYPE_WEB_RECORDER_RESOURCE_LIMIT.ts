import type { CommandSource } from '../command-source.ts'
import { engineEvent, orderOfTask } from './engine-event.ts'
import { pageEvent } from './engine-fields.ts'

/** Type 804 of group 8 (54914, 72325). */
export const command: CommandSource = engineEvent({
  group: 8,
  type: 804,
  constant: 'EVENT_TYPE_WEB_RECORDER_RESOURCE_LIMIT',
  summary: 'The recording of a web page reached a limit, and ended.',
  documents: ['54914', '72325'],
  orderKey: orderOfTask,
  info: {
    ...pageEvent('1: the longest time. 2: a video larger than 1920 x 1080.'),
  },
})
