import { battle } from './battle.ts'
import { follow } from './follow.ts'
import { liveWithGifts } from './live-with-gifts.ts'
import { meeting } from './meeting.ts'
import { moderation } from './moderation.ts'
import type { Scenario } from './scenario.ts'

/** Several scenarios at the same time. */
export const mixedEvening: Scenario = {
  name: 'evening',
  title: 'A mixed evening: a meeting, lives, moderation, a battle and followers, all at once',
  async play(platform, step, room) {
    const parts = [meeting, liveWithGifts, moderation, battle, follow]
    await Promise.all(parts.map((part) => part.play(platform, step, (name) => room(`${part.name}-${name}`))))
  },
}
