import { alice, bob, carol, dave } from './people.ts'
import type { Scenario } from './scenario.ts'

/** A live in which gifts are sent, from its beginning to its end. */
export const liveWithGifts: Scenario = {
  name: 'gifts',
  title: 'A live with gifts: the receiver decides about each gift before it is sent',
  async play(platform, step, room) {
    const RoomId = room('live')
    await step('alice goes live', () =>
      platform.createRoom({ product: 'live', RoomId, Owner_Account: alice, RoomName: 'Songs', Category: [1] }),
    )
    await step('bob, carol and dave watch', () => platform.enter(RoomId, [bob, carol, dave]))
    await step('bob sends a rose', () => platform.sendGift(RoomId, { From_Account: bob, GiftId: 'rose', Coins: 5 }))
    await step('carol sends three', () =>
      platform.sendGift(RoomId, { From_Account: carol, GiftId: 'rose', Count: 3, Coins: 5 }),
    )
    await step('dave sends a castle', () =>
      platform.sendGift(RoomId, { From_Account: dave, GiftId: 'castle', Coins: 100_000 }),
    )
    await step('people like it', () => platform.like(RoomId, 12))
    await step('bob sends a rocket', () =>
      platform.sendGift(RoomId, { From_Account: bob, GiftId: 'rocket', Coins: 500 }),
    )
    await step('dave leaves', () => platform.leave(RoomId, dave))
    await step('alice ends the live', () => platform.destroyRoom(RoomId))
  },
}
