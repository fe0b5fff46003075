import { alice, bob, carol, erin } from './people.ts'
import type { Scenario } from './scenario.ts'

/** A meeting with seats, from its beginning to its end. */
export const meeting: Scenario = {
  name: 'meeting',
  title: 'A meeting: people enter, take seats, are muted, are removed, and leave',
  async play(platform, step, room) {
    const RoomId = room('meeting')
    await step('alice opens a meeting', () =>
      platform.createRoom({ product: 'conference', RoomId, Owner_Account: alice, RoomName: 'Weekly', MaxSeatCount: 4 }),
    )
    await step('alice, bob and carol enter', () => platform.enter(RoomId, [alice, bob, carol]))
    await step('a guest enters', () => platform.enter(RoomId, erin, { OptPlatform: 'iOS' }))
    await step('alice takes seat 0', () => platform.takeSeat(RoomId, alice, 0))
    await step('bob takes seat 1', () => platform.takeSeat(RoomId, bob, 1))
    await step('the guest takes seat 2', () => platform.takeSeat(RoomId, erin, 2))
    await step('alice mutes seat 2', () => platform.lockSeat(RoomId, 2, { IsAudioDisabled: true }))
    await step('the meeting gets another name', () =>
      platform.updateRoomInfo(RoomId, { RoomName: 'Weekly, part two', IsCloudRecordingDisabled: true }),
    )
    await step('bob moves to seat 3', () => platform.takeSeat(RoomId, bob, 3))
    await step('alice removes the guest', () => platform.kick(RoomId, erin, { Reason: 'not invited' }))
    await step('the connection of carol is lost', () => platform.loseHeartbeat(RoomId, carol))
    await step('carol enters again', () => platform.enter(RoomId, carol))
  },
}
