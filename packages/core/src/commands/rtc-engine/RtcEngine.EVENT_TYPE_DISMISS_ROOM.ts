import type { CommandSource } from '../command-source.ts'
import { engineEvent } from './engine-event.ts'
import { roomEvent, UniqueId } from './engine-fields.ts'

/** Type 102 of group 1 (39558). */
export const command: CommandSource = engineEvent({
  group: 1,
  type: 102,
  constant: 'EVENT_TYPE_DISMISS_ROOM',
  summary: 'A room was closed.',
  documents: ['39558'],
  info: {
    ...roomEvent,
    UniqueId,
  },
})
