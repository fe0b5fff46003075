import { alice, bob, carol, frank } from './people.ts'
import type { Scenario } from './scenario.ts'

/** Messages of every kind, and those who must not stay. */
export const moderation: Scenario = {
  name: 'moderation',
  title: 'Moderation: messages are delivered, replaced, refused and dropped, and a member is removed',
  async play(platform, step, room) {
    const RoomId = room('live')
    const say = (From_Account: string, Text: string) => platform.sendMessage(RoomId, { From_Account, Text })
    await step('alice goes live', () => platform.createRoom({ product: 'live', RoomId, Owner_Account: alice }))
    await step('bob, carol and a stranger watch', () => platform.enter(RoomId, [bob, carol, frank]))
    await step('alice makes bob an administrator', () => platform.modifyAdmins(RoomId, 'add', [bob]))
    await step('carol says hello', () => say(carol, 'hello'))
    await step('carol swears', () => say(carol, 'darn'))
    await step('the stranger sells something', () => say(frank, 'buy cheap coins'))
    await step('the stranger insists', () => say(frank, 'cheap coins, visit my page'))
    await step('the stranger whispers', () => say(frank, 'psst'))
    await step('bob removes the stranger', () => platform.kick(RoomId, frank, { Operator_Account: bob }))
    await step('alice forbids messages', () => platform.updateRoomInfo(RoomId, { IsMessageDisabled: true }))
    await step('bob is an administrator no more', () => platform.modifyAdmins(RoomId, 'delete', [bob]))
  },
}
