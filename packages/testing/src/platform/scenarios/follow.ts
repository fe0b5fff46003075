import { alice, bob, carol, frank } from './people.ts'
import type { Scenario } from './scenario.ts'

/** Who follows whom, beside any room. */
export const follow: Scenario = {
  name: 'follow',
  title: 'Followers: people follow each other, and stop',
  async play(platform, step) {
    await step('bob follows alice and a stranger', () => platform.follow(bob, [alice, frank]))
    await step('carol follows alice', () => platform.follow(carol, [alice]))
    await step('bob stops following the stranger', () => platform.unfollow(bob, [frank]))
    await step('carol follows bob', () => platform.follow(carol, [bob]))
    await step('carol stops following both', () => platform.unfollow(carol, [alice, bob]))
    await step('carol follows alice again', () => platform.follow(carol, [alice]))
  },
}
