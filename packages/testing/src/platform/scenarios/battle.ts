import { alice, bob, carol, frank } from './people.ts'
import type { Scenario } from './scenario.ts'

/** Two battles: one that is fought, and one that no host joins. */
export const battle: Scenario = {
  name: 'battle',
  title: 'Battles between lives: accepted and fought, or never started',
  async play(platform, step, room) {
    const [red, blue, green] = [room('red'), room('blue'), room('green')]
    await step('alice goes live', () => platform.createRoom({ product: 'live', RoomId: red, Owner_Account: alice }))
    await step('bob goes live', () => platform.createRoom({ product: 'live', RoomId: blue, Owner_Account: bob }))
    await step('a guest goes live', () => platform.createRoom({ product: 'live', RoomId: green, Owner_Account: frank }))
    const { BattleId } = await step('alice challenges both', () =>
      platform.createBattle(red, [blue, green], { NeedResponse: true, Duration: 30_000 }),
    )
    await step('bob accepts', () => platform.acceptBattle(BattleId, blue))
    await step('the waiting time is over', () => platform.startBattle(BattleId))
    await step('carol watches alice', () => platform.enter(red, carol))
    await step('carol sends a rose', () => platform.sendGift(red, { From_Account: carol, GiftId: 'rose', Coins: 5 }))
    await step('red scores', () => platform.scoreBattle(BattleId, red, 5))
    await step('blue scores', () => platform.scoreBattle(BattleId, blue, 3))
    await step('the battle is over', () => platform.endBattle(BattleId))
    const lonely = await step('the guest challenges bob', () =>
      platform.createBattle(green, [blue], { NeedResponse: true }),
    )
    await step('no host answers', () => platform.startBattle(lonely.BattleId))
    await step('the guest ends the live', () => platform.destroyRoom(green))
  },
}
