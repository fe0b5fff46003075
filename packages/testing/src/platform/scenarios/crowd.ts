import { alice } from './people.ts'
import type { Scenario } from './scenario.ts'

/** Many people come and go in one live. */
export const crowd: Scenario = {
  name: 'crowd',
  title: 'A crowd: forty people enter a live, some leave, some are lost and come back',
  async play(platform, step, room) {
    const RoomId = room('live')
    // Numbers beyond 2^53, as the accounts of Tencent's samples.
    const people = Array.from({ length: 40 }, (_, index) => String(144115233775727000n + BigInt(index)))
    await step('alice goes live', () => platform.createRoom({ product: 'live', RoomId, Owner_Account: alice }))
    for (const [index, person] of people.entries()) {
      await step(`person ${index} enters`, () => platform.enter(RoomId, person))
    }
    for (const person of people.slice(0, 10)) await step('a member leaves', () => platform.leave(RoomId, person))
    for (const person of people.slice(10, 16)) {
      await step('a connection is lost', () => platform.loseHeartbeat(RoomId, person))
    }
    for (const person of people.slice(10, 13)) {
      await step('a member is back', () => platform.recoverHeartbeat(RoomId, person))
    }
    await step('alice looks in as a viewer', () => platform.enter(RoomId, alice))
  },
}
