import type { RoomBackend } from '../room-backend.ts'
import type { RoomOperations } from '../room-operations.ts'
import { battles } from './battles.ts'
import { follows } from './follows.ts'
import { gifts } from './gifts.ts'
import { information } from './information.ts'
import { lifecycle } from './lifecycle.ts'
import { members } from './members.ts'
import { messages } from './messages.ts'
import { metadata } from './metadata.ts'
import { ownership } from './ownership.ts'
import { recordings } from './recordings.ts'
import { seats } from './seats.ts'

/** Everything that clients can do in the rooms of a backend. */
export const allOperations = (backend: RoomBackend): RoomOperations => ({
  ...lifecycle(backend),
  ...members(backend),
  ...seats(backend),
  ...information(backend),
  ...metadata(backend),
  ...ownership(backend),
  ...messages(backend),
  ...gifts(backend),
  ...follows(backend),
  ...battles(backend),
  ...recordings(backend),
})
