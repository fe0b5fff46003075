import { alice, bob, carol, erin } from './people.ts'
import type { Scenario } from './scenario.ts'

/** Rooms pass from one to the other: each product tells it in its own way. */
export const ownerChange: Scenario = {
  name: 'owners',
  title: 'Owners change: a live has a command for it, a meeting changes its room information',
  async play(platform, step, room) {
    const [live, meeting] = [room('live'), room('meeting')]
    await step('alice goes live', () => platform.createRoom({ product: 'live', RoomId: live, Owner_Account: alice }))
    await step('bob and a guest watch', () => platform.enter(live, [bob, erin]))
    await step('alice hands the live to bob', () => platform.changeOwner(live, bob))
    await step('bob hands it to the guest', () => platform.changeOwner(live, erin))
    await step('alice opens a meeting', () =>
      platform.createRoom({ product: 'conference', RoomId: meeting, Owner_Account: alice }),
    )
    await step('carol enters', () => platform.enter(meeting, carol))
    await step('alice hands the meeting to carol', () => platform.changeOwner(meeting, carol))
    await step('the server hands it back', () =>
      platform.changeOwner(meeting, alice, { Operator_Account: 'administrator' }),
    )
  },
}
