import type { CommandSource } from '../command-source.ts'
import { engineEvent } from './engine-event.ts'
import { roomEvent, UniqueId, UserId } from './engine-fields.ts'

/** Type 101 of group 1 (39558). */
export const command: CommandSource = engineEvent({
  group: 1,
  type: 101,
  constant: 'EVENT_TYPE_CREATE_ROOM',
  summary: 'A room was created.',
  documents: ['39558'],
  info: {
    ...roomEvent,
    UserId,
    UniqueId,
  },
})
