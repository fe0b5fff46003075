import { alice, bob, carol, dave, erin, frank } from './people.ts'
import type { Scenario } from './scenario.ts'

/** A group in which messages are moderated, with a guest who must not come. */
export const chatRoom: Scenario = {
  name: 'chat-room',
  title: 'A chat room: moderated messages, invitations and topics, each asked about first',
  async play({ chat }, step, room) {
    const GroupId = room('group')
    const say = (From_Account: string, Text: string) => chat.sendGroupMessage(GroupId, { From_Account, Text })
    await step('alice comes online', () => chat.logIn(alice, ['Windows']))
    await step('alice sells a group', () => chat.createGroup({ Owner_Account: alice, Name: 'buy cheap coins' }))
    await step('alice opens a group', () =>
      chat.createGroup({ GroupId, Owner_Account: alice, Type: 'Community', Name: 'Songs', members: [bob] }),
    )
    await step('bob becomes an administrator', () =>
      chat.changeMember(GroupId, bob, { Role: 'Admin', NameCard: 'Bob' }),
    )
    await step('a guest joins', () => chat.joinGroup(GroupId, erin))
    await step('bob invites carol and a stranger', () =>
      chat.inviteToGroup(GroupId, [carol, frank], { Operator_Account: bob }),
    )
    await step('dave applies', () => chat.joinGroup(GroupId, dave))
    await step('carol says hello', () => say(carol, 'hello'))
    await step('carol swears', () => say(carol, 'darn'))
    await step('the guest sells something', () => say(erin, 'buy cheap coins'))
    await step('the guest insists', () => say(erin, 'cheap coins, visit my page'))
    await step('the guest whispers', () => say(erin, 'psst'))
    const topic = await step('alice opens a topic', () => chat.createTopic(GroupId, 'Ballads'))
    const TopicId = topic.status === 'created' ? { TopicId: topic.TopicId } : {}
    await step('bob asks all of them there', () =>
      chat.sendGroupMessage(GroupId, { From_Account: bob, Text: 'which one?', mentions: 'all', ...TopicId }),
    )
    await step('bob mends it', () =>
      chat.editGroupMessage(GroupId, 1, { Text: 'hello, all' }, { Operator_Account: bob }),
    )
    await step('alice recalls it', () => chat.recallGroupMessages(GroupId, [1]))
    await step('bob removes the guest', () => chat.removeFromGroup(GroupId, [erin], { Operator_Account: bob }))
    await step('alice hands the group to bob', () => chat.changeGroupOwner(GroupId, bob))
    await step('the group gets a notice', () => chat.updateGroupInfo(GroupId, { Notification: 'No advertising' }))
    await step('alice quits', () => chat.quitGroup(GroupId, alice))
  },
}
