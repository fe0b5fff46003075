import { alice, bob, carol, frank } from './people.ts'
import type { Scenario } from './scenario.ts'

/** Two who become friends, write to each other, and part. */
export const friendship: Scenario = {
  name: 'friendship',
  title: 'A friendship: requests, messages one to one, receipts, and the end of it',
  async play({ chat }, step) {
    const write = (from: string, to: string, Text: string) => chat.sendPrivateMessage(from, to, { Text })
    await step('alice comes online', () => chat.logIn(alice))
    await step('alice asks bob and a stranger', () =>
      chat.addFriends(alice, [bob, frank], { AddWording: 'It is me, alice' }),
    )
    await step('bob agrees', () => chat.answerFriends(bob, { [alice]: 'Response_Action_AgreeAndAdd' }))
    await step('carol adds bob at once', () => chat.addFriends(carol, [bob], { needsAnswer: false }))
    const hello = await step('alice writes to bob', () => write(alice, bob, 'hello'))
    const MsgKey = hello.status === 'delivered' ? hello.MsgKey : ''
    await step('alice swears', () => write(alice, bob, 'darn'))
    await step('alice sells something', () => write(alice, bob, 'buy cheap coins'))
    await step('alice whispers', () => write(alice, bob, 'psst'))
    await step('alice mends the first', () => chat.editPrivateMessage(MsgKey, { Text: 'hello, bob' }))
    await step('bob sends a receipt', () => chat.readPrivateMessages(bob, [MsgKey]))
    await step('bob reads the rest', () => chat.readConversation(bob, alice))
    await step('alice recalls the first', () => chat.recallPrivateMessage(MsgKey))
    await step('alice asks a robot', () => write(alice, '@RBT#001', 'What is on tonight?'))
    await step('bob is no friend any more', () => chat.deleteFriends(alice, [bob]))
    await step('alice blocks bob', () => chat.block(alice, [bob]))
    await step('alice unblocks bob', () => chat.unblock(alice, [bob]))
    await step('alice changes her name', () => chat.setProfile(alice, { Tag_Profile_IM_Nick: 'Alice' }))
    await step('the connection of alice is lost', () => chat.disconnect(alice, 'LinkClose'))
  },
}
