import { battle } from './battle.ts'
import { call } from './call.ts'
import { chatRoom } from './chat-room.ts'
import { crowd } from './crowd.ts'
import { follow } from './follow.ts'
import { friendship } from './friendship.ts'
import { liveWithGifts } from './live-with-gifts.ts'
import { meeting } from './meeting.ts'
import { metadata } from './metadata.ts'
import { mixedEvening } from './mixed-evening.ts'
import { moderation } from './moderation.ts'
import { ownerChange } from './owner-change.ts'
import { recording } from './recording.ts'
import type { Scenario } from './scenario.ts'

/**
 * The scenarios that a platform can play, each short.
 *
 * @example
 * await playScenario(platform, scenarios.meeting, { pace: 300, onStep: ({ text }) => console.log(text) })
 */
export const scenarios: {
  readonly [name in
    | 'meeting'
    | 'liveWithGifts'
    | 'moderation'
    | 'battle'
    | 'ownerChange'
    | 'recording'
    | 'crowd'
    | 'metadata'
    | 'follow'
    | 'mixedEvening'
    | 'chatRoom'
    | 'friendship'
    | 'call']: Scenario
} = {
  meeting,
  liveWithGifts,
  moderation,
  battle,
  ownerChange,
  recording,
  crowd,
  metadata,
  follow,
  mixedEvening,
  chatRoom,
  friendship,
  call,
}
