import type { Calls, Chat } from '@room-callbacks/testing'
import t from 'tap'
import { connected as connect } from './receiver.ts'

/** A platform whose operations are over when everything that they told has arrived: packets come in their order. */
async function connected(...given: Parameters<typeof connect>) {
  const connection = await connect(...given)
  const { platform } = connection
  const inOrder = <Operations extends Chat | Calls>(operations: Operations): Operations =>
    new Proxy(operations, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name)
        if (typeof member !== 'function' || ['user', 'group', 'call'].includes(name as string)) return member
        return async (...parameters: readonly unknown[]): Promise<unknown> => {
          const result: unknown = await member(...parameters)
          await platform.settled()
          return result
        }
      },
    })
  return { ...connection, platform: { ...platform, chat: inOrder(platform.chat), calls: inOrder(platform.calls) } }
}

const group = { GroupId: 'g', Owner_Account: 'alice', Name: 'Songs', members: ['bob', 'carol'] } as const
const boss = { Operator_Account: 'administrator' }

t.test('users come and go, and their platform is written as Chat writes it (34357)', async (t) => {
  const { platform, packets, received } = await connected(t)
  const { chat } = platform
  t.match(await chat.logIn('alice', ['Windows', 'Android'], { OptPlatform: 'iOS' }), { isOnline: true })
  await chat.setCustomStatus('alice', 'busy', { OptPlatform: 'Web' })
  t.match(await chat.logOut('alice'), { isOnline: false })
  t.match(await chat.logIn('alice'), { isOnline: true })
  t.match(await chat.disconnect('alice', 'TimeOut'), { isOnline: false })
  t.match(chat.user('alice'), { isOnline: false })
  t.match(chat.user('an-unknown-user'), { isOnline: false, friends: [], unread: 0 })
  t.match(await packets(), [
    { Info: { Action: 'Login', Reason: 'Register' }, KickedDevice: [{ Platform: 'Windows' }, { Platform: 'Android' }] },
    { Info: { Action: 'CustomStatusChange', Reason: 'SetCustomStatus' }, CustomStatus: 'busy' },
    { Info: { Action: 'Logout', Reason: 'Unregister' } },
    { Info: { Action: 'Login' }, KickedDevice: undefined },
    { Info: { Action: 'Disconnect', Reason: 'TimeOut' } },
  ])
  t.same(
    received.slice(0, 3).map(({ query }) => query.get('OptPlatform')),
    ['IOS', 'Web', 'Android'],
  )
})

t.test('a profile tells the items that changed', async (t) => {
  const { platform, packets } = await connected(t)
  await platform.chat.setProfile('alice', { Tag_Profile_IM_Nick: 'Alice', Tag_Profile_IM_Gender: 1 }, boss)
  t.same(platform.chat.user('alice').profile, { Tag_Profile_IM_Nick: 'Alice', Tag_Profile_IM_Gender: 1 })
  t.match(await packets(), [
    { Operator_Account: 'administrator', From_Account: 'alice', ProfileItem: [{ Tag: 'Tag_Profile_IM_Nick' }, {}] },
  ])
})

t.test('friends are made by an answer, at once, or by an administrator', async (t) => {
  const { platform, packets } = await connected(t)
  const { chat } = platform
  t.same(await chat.addFriends('alice', ['bob']), [{ To_Account: 'bob', status: 'asked' }])
  t.same(chat.user('alice').friends, [])
  t.same(await chat.answerFriends('bob', { alice: 'Response_Action_Agree' }), [
    { To_Account: 'alice', status: 'friends' },
  ])
  t.same([chat.user('alice').friends, chat.user('bob').friends], [['bob'], ['alice']])
  await chat.addFriends('alice', ['carol'])
  t.match(await chat.answerFriends('carol', { alice: 'Response_Action_Reject' }), [{ status: 'rejected' }])
  t.match(await chat.addFriends('alice', ['dave'], { needsAnswer: false }, { OptPlatform: 'Web' }), [
    { status: 'friends' },
  ])
  t.match(await chat.addFriends('alice', ['erin'], {}, boss), [{ status: 'friends' }])
  t.same(await chat.addFriends('alice', [], {}, boss), [])
  await chat.deleteFriends('alice', ['bob'])
  await chat.deleteFriends('alice', [])
  t.same([chat.user('alice').friends, chat.user('bob').friends], [['dave', 'erin'], []])
  await t.rejects(chat.deleteFriends('alice', ['bob']), { code: 'not-friends' })
  await t.rejects(chat.answerFriends('bob', { alice: 'Response_Action_Agree' }), { code: 'no-such-request' })
  const told = await packets()
  t.match(told, [
    { CallbackCommand: 'Sns.CallbackPrevFriendAdd', FriendItem: [{ AddSource: 'AddSource_Type_Android' }] },
    { CallbackCommand: 'Sns.CallbackPrevFriendResponse' },
    {
      PairList: [{ From_Account: 'bob', To_Account: 'alice', Initiator_Account: 'alice' }],
      ClientCmd: 'friend_response',
      ForceFlag: 0,
      Admin_Account: '',
    },
    { CallbackCommand: 'Sns.CallbackPrevFriendAdd' },
    { CallbackCommand: 'Sns.CallbackPrevFriendResponse' },
    { CallbackCommand: 'Sns.CallbackPrevFriendAdd', FriendItem: [{ AddSource: 'AddSource_Type_Web' }] },
    { CallbackCommand: 'Sns.CallbackFriendAdd', ClientCmd: 'friend_add', ForceFlag: 0 },
    { CallbackCommand: 'Sns.CallbackFriendAdd', Admin_Account: 'administrator', ForceFlag: 1 },
    { CallbackCommand: 'Sns.CallbackFriendDelete', PairList: [{ From_Account: 'alice', To_Account: 'bob' }] },
  ])
  t.equal(told.length, 9, 'an administrator is not asked about, and nothing is told of nothing')
})

t.test('a block list tells whose it is', async (t) => {
  const { platform, packets } = await connected(t)
  const { chat } = platform
  t.same((await chat.block('alice', ['bob', 'carol'])).blocked, ['bob', 'carol'])
  t.same((await chat.unblock('alice', ['bob'], boss)).blocked, ['carol'])
  await chat.unblock('alice', [])
  t.match(await packets(), [
    { CallbackCommand: 'Sns.CallbackBlackListAdd', PairList: [{ From_Account: 'alice', To_Account: 'bob' }, {}] },
    { CallbackCommand: 'Sns.CallbackBlackListDelete', PairList: [{ From_Account: 'alice', To_Account: 'bob' }] },
  ])
})

const write = async (chat: Chat, from: string, to: string): Promise<string> => {
  const result = await chat.sendPrivateMessage(from, to, { Text: 'hello', CloudCustomData: 'data' })
  return result.status === 'delivered' ? result.MsgKey : ''
}

t.test('one-to-one messages are counted until they are read, and can be changed', async (t) => {
  const { platform, packets } = await connected(t)
  const { chat } = platform
  await chat.createGroup(group)
  const [first, second] = [await write(chat, 'alice', 'bob'), await write(chat, 'alice', 'bob')]
  const third = await write(chat, 'carol', 'bob')
  t.equal(chat.user('bob').unread, 3)
  await chat.editPrivateMessage(first, { Text: 'bye' })
  await chat.editPrivateMessage(first, { Text: 'bye', CloudCustomData: 'more' }, boss)
  await chat.extendPrivateMessage(first, { set: { likes: '1', hearts: '2' } })
  await chat.extendPrivateMessage(first, { delete: ['likes'] })
  await chat.extendPrivateMessage(first, { clear: true })
  await chat.recallPrivateMessage(first)
  t.equal(chat.user('bob').unread, 2, 'what was recalled is not unread')
  await chat.readPrivateMessages('bob', [second, third])
  t.equal(chat.user('bob').unread, 0)
  await write(chat, 'alice', 'bob')
  await write(chat, 'carol', 'bob')
  t.equal((await chat.readConversation('bob', 'alice')).unread, 1)
  t.equal((await chat.readAll('bob')).unread, 0)
  await chat.sendPrivateMessage('alice', 'bob', { Text: 'psst', onlineOnly: true })
  t.equal(chat.user('bob').unread, 0, 'what is not stored is not counted')
  const late: readonly (() => Promise<unknown>)[] = [
    () => chat.recallPrivateMessage(first),
    () => chat.editPrivateMessage(first, { Text: '' }),
    () => chat.extendPrivateMessage(first, { clear: true }),
    () => chat.readPrivateMessages('bob', [first]),
  ]
  for (const one of late) await t.rejects(one(), { code: 'no-such-message' })
  const told = (await packets()).filter(({ CallbackCommand }) => !/SendMsg|Group\./.test(CallbackCommand))
  t.match(told, [
    {
      CallbackCommand: 'C2C.CallbackAfterModifyMsg',
      MsgKey: first,
      Operator_Account: 'alice',
      CloudCustomData: undefined,
    },
    { CloudCustomData: 'more', Operator_Account: 'administrator' },
    { OperateType: 1, Seq: 1, ExtensionList: [{ Key: 'likes', Value: '1', Seq: 1 }, {}] },
    { OperateType: 2, Seq: 2, ExtensionList: [{ Key: 'likes', Value: '' }] },
    { OperateType: 3, Seq: 3, ExtensionList: [] },
    { CallbackCommand: 'C2C.CallbackAfterMsgWithDraw', MsgKey: first, UnreadMsgNum: 2 },
    { CallbackCommand: 'C2C.CallbackAfterMsgReadReceipt', Peer_Account: 'alice', C2CMsgInfo: [{ MsgKey: second }] },
    { CallbackCommand: 'C2C.CallbackAfterMsgReadReceipt', Peer_Account: 'carol', C2CMsgInfo: [{ MsgKey: third }] },
    { CallbackCommand: 'C2C.CallbackAfterMsgReport', Report_Account: 'bob', Peer_Account: 'alice', UnreadMsgNum: 1 },
    { CallbackCommand: 'C2C.CallbackAfterMsgReadAll', GroupReadInfo: [{ GroupId: 'g', MsgSeq: 0 }] },
  ])
})

t.test('a message that fails is told too, with its code (34365, 49462)', async (t) => {
  const { platform, packets } = await connected(t)
  const { chat } = platform
  await chat.createGroup(group)
  const failure = { code: 10023, text: 'too often' }
  const failed = { status: 'failed', ...failure }
  t.same(await chat.sendPrivateMessage('alice', 'bob', { Text: 'hello', failure }), failed)
  t.same(await chat.sendGroupMessage('g', { From_Account: 'alice', Text: 'hello', failure }), failed)
  t.equal(chat.user('bob').unread, 0)
  t.equal(chat.group('g')?.MsgSeq, 0)
  const told = (await packets()).filter(({ CallbackCommand }) => !CallbackCommand.includes('Create'))
  t.match(
    told.filter(({ CallbackCommand }) => !CallbackCommand.includes('Before')),
    [
      { SendMsgResult: 10023, ErrorInfo: 'too often', UnreadMsgNum: -1 },
      { CallbackCommand: 'Group.CallbackSendMsgException', ErrorCode: 10023, ErrorInfo: 'too often' },
    ],
  )
})

t.test('robots are told of what is for them (68952, 68953)', async (t) => {
  const { platform, packets } = await connected(t)
  const { chat } = platform
  await chat.createGroup(group)
  await chat.sendPrivateMessage('alice', '@RBT#001', { Text: 'hello' })
  const said = { From_Account: 'alice', Text: '@@RBT#001 hello' }
  await chat.sendGroupMessage('g', { ...said, mentions: ['@RBT#001', 'bob'] })
  await chat.sendGroupMessage('g', { ...said, mentions: ['bob'] })
  await chat.sendGroupMessage('g', { ...said, mentions: 'all' })
  const told = await packets()
  t.match(
    told.filter(({ CallbackCommand }) => CallbackCommand.startsWith('Bot.')),
    [
      { CallbackCommand: 'Bot.OnC2CMessage', To_Account: '@RBT#001', EventTime: Number },
      { CallbackCommand: 'Bot.OnGroupMessage', AtRobots_Account: ['@RBT#001'], MsgSeq: 1 },
    ],
  )
  const after = told.filter(({ CallbackCommand }) => CallbackCommand === 'Group.CallbackAfterSendMsg')
  t.same(
    after.map(({ GroupAtInfo }) => GroupAtInfo),
    [
      [
        { GroupAtAllFlag: 0, GroupAt_Account: '@RBT#001' },
        { GroupAtAllFlag: 0, GroupAt_Account: 'bob' },
      ],
      [{ GroupAtAllFlag: 0, GroupAt_Account: 'bob' }],
      [{ GroupAtAllFlag: 1 }],
    ],
  )
  const mentions = Array.from({ length: 31 }, (_, index) => `user-${index}`)
  await t.rejects(chat.sendGroupMessage('g', { ...said, mentions }), { code: 'invalid-field' })
})

t.test('groups are created, changed and destroyed', async (t) => {
  const { platform, packets, received } = await connected(t, { groupQuota: 4 })
  const { chat } = platform
  t.match(await chat.createGroup(group), { status: 'created', group: { GroupId: 'g', Type: 'Public' } })
  await t.rejects(chat.createGroup(group), { code: 'group-exists' })
  const named = await chat.createGroup({ Owner_Account: 'alice', Name: 'More' }, boss)
  t.match(named, { group: { GroupId: /^@TGS#2/, members: [{ Member_Account: 'alice', Role: 'Owner' }] } })
  const other = named.status === 'created' ? named.group.GroupId : ''
  await chat.createGroup({ GroupId: 'c', Owner_Account: 'alice', Name: 'Many', Type: 'Community' })
  t.match(await chat.updateGroupInfo('g', { Name: 'Ballads', Notification: 'new' }), { info: { Name: 'Ballads' } })
  t.same((await chat.changeAttributes('g', { set: { a: '1', b: '2' } })).attributes, { a: '1', b: '2' })
  t.same((await chat.changeAttributes('g', { modify: { b: '3' } })).attributes, { a: '1', b: '3' })
  t.same((await chat.changeAttributes('g', { delete: ['a', 'x'] })).attributes, { b: '3' })
  t.same((await chat.changeAttributes('g', { set: { c: '4' } })).attributes, { c: '4' }, 'replaces all')
  t.same((await chat.changeAttributes('g', { clear: true })).attributes, {})
  t.equal((await chat.changeGroupOwner('g', 'bob')).Owner_Account, 'bob')
  await t.rejects(chat.changeGroupOwner('g', 'erin'), { code: 'not-in-group' })
  t.same(
    chat.groups.map(({ GroupId }) => GroupId),
    ['g', other, 'c'],
  )
  await chat.destroyGroup('g', boss)
  await chat.destroyGroup('c')
  t.equal(chat.group('g'), undefined)
  await t.rejects(chat.joinGroup('g', 'erin'), { code: 'no-such-group' })
  await packets()
  const ofGroup = received.map(({ packet }) => packet).filter(({ Quota }) => Quota === undefined)
  t.match(ofGroup, [
    { CallbackCommand: 'Group.CallbackBeforeCreateGroup', CreateGroupNum: 0, MemberList: [{}, {}] },
    { CallbackCommand: 'Group.CallbackAfterCreateGroup', GroupId: 'g' },
    { CallbackCommand: 'Group.CallbackBeforeCreateGroup', CreateGroupNum: 1, Operator_Account: 'administrator' },
    { CallbackCommand: 'Group.CallbackAfterCreateGroup', GroupId: other },
    { CallbackCommand: 'Group.CallbackBeforeCreateGroup', CreateGroupNum: 0 },
    { CallbackCommand: 'Group.CallbackAfterCreateGroup' },
    { CallbackCommand: 'Group.CallbackAfterGroupInfoChanged', Name: 'Ballads', Notification: 'new' },
    { OptionType: 'set', GroupAttr: [{ key: 'a', value: '1' }, {}] },
    { OptionType: 'modify', GroupAttr: [{ key: 'b', value: '3' }] },
    { OptionType: 'delete', GroupAttr: [{ key: 'a', value: '1' }] },
    { OptionType: 'set', GroupAttr: [{ key: 'c' }] },
    { OptionType: 'clear', GroupAttr: [] },
    { OldOwner_Account: 'alice', NewOwner_Account: 'bob' },
    { CallbackCommand: 'Group.CallbackAfterGroupDestroyed', MemberList: [{}, {}, {}] },
    { CallbackCommand: 'Group.CallbackAfterGroupDestroyed', MemberList: undefined },
  ])
  const quota = received.map(({ packet }) => packet).filter(({ Quota }) => Quota !== undefined)
  t.match(quota, [{ CallbackCommand: 'Group.CallbackOnDailyGroupQuotaAlarm', QuotaUsed: 3, Quota: 4 }])
  t.equal(quota.length, 1)
})

t.test('members come and go', async (t) => {
  const { platform, packets } = await connected(t)
  const { chat } = platform
  const names = (): readonly string[] => chat.group('g')?.members.map(({ Member_Account }) => Member_Account) ?? []
  await chat.createGroup({ ...group, members: ['bob', 'bob', 'alice'], MaxMemberCount: 5 })
  t.same(names(), ['alice', 'bob'])
  t.match(await chat.joinGroup('g', 'carol'), { status: 'joined' })
  t.same(await chat.inviteToGroup('g', ['dave', 'erin'], { Operator_Account: 'bob' }), {
    status: 'invited',
    joined: ['dave', 'erin'],
    refused: [],
  })
  t.same(await chat.joinGroup('g', 'frank'), { status: 'full' })
  t.same(await chat.inviteToGroup('g', ['frank']), { status: 'full' })
  await t.rejects(chat.joinGroup('g', 'carol'), { code: 'already-in-group' })
  await t.rejects(chat.inviteToGroup('g', ['frank', 'frank']), { code: 'already-in-group' })
  t.match((await chat.changeMember('g', 'bob', { Role: 'Admin', NameCard: 'Bob' })).members[1], {
    Role: 'Admin',
    NameCard: 'Bob',
  })
  await chat.quitGroup('g', 'dave')
  await chat.removeFromGroup('g', ['erin', 'carol'], { Operator_Account: 'bob' })
  await chat.removeFromGroup('g', [])
  t.same(names(), ['alice', 'bob'])
  const wrong: readonly (() => Promise<unknown>)[] = [
    () => chat.quitGroup('g', 'dave'),
    () => chat.removeFromGroup('g', ['bob', 'dave']),
    () => chat.changeMember('g', 'dave', {}),
    () => chat.sendGroupMessage('g', { From_Account: 'dave', Text: '' }),
    () => chat.readGroupMessages('g', 'dave', []),
  ]
  for (const one of wrong) await t.rejects(one(), { code: 'not-in-group' })
  t.same(names(), ['alice', 'bob'], 'and changes nothing')
  const told = (await packets()).filter(({ CallbackCommand }) => CallbackCommand.includes('After')).slice(1)
  t.match(told, [
    { JoinType: 'Apply', Operator_Account: 'carol', NewMemberList: [{ Member_Account: 'carol' }] },
    { JoinType: 'Invited', Operator_Account: 'bob', NewMemberList: [{}, {}] },
    { CallbackCommand: 'Group.CallbackAfterGroupFull' },
    { CallbackCommand: 'Group.CallbackAfterGroupFull' },
    { CallbackCommand: 'Group.CallbackAfterGroupFull' },
    { Member_Account: 'bob', Role: 'Admin' },
    { ExitType: 'Quit', Operator_Account: 'dave' },
    { ExitType: 'Kicked', Operator_Account: 'bob', ExitMemberList: [{}, {}] },
  ])
})

t.test('group messages have a number, and can be changed by it', async (t) => {
  const { platform, packets } = await connected(t)
  const { chat } = platform
  await chat.createGroup(group)
  const say = (From_Account: string) => chat.sendGroupMessage('g', { From_Account, Text: 'hello' })
  t.match(await say('alice'), { status: 'delivered', MsgSeq: 1 })
  t.match(await say('bob'), { MsgSeq: 2 })
  t.match(await chat.sendGroupMessage('g', { From_Account: 'stranger', Text: 'notice' }, boss), { MsgSeq: 3 })
  t.match(await chat.sendGroupMessage('g', { From_Account: 'bob', Text: 'psst', onlineOnly: true }), { MsgSeq: 4 })
  await chat.editGroupMessage('g', 1, { Text: 'bye', CloudCustomData: 'more' })
  await chat.editGroupMessage('g', 1, { Text: 'bye' }, boss)
  await chat.extendGroupMessage('g', 1, { set: { likes: '1' } })
  await chat.readGroupMessages('g', 'carol', [1, 2])
  await chat.readGroupMessages('g', 'bob', [1])
  await chat.readGroupMessages('g', 'bob', [])
  await chat.recallGroupMessages('g', [1, 2])
  const late: readonly (() => Promise<unknown>)[] = [
    () => chat.recallGroupMessages('g', [1]),
    () => chat.editGroupMessage('g', 4, { Text: '' }),
    () => chat.extendGroupMessage('g', 1, { clear: true }),
    () => chat.readGroupMessages('g', 'bob', [1]),
  ]
  for (const one of late) await t.rejects(one(), { code: 'no-such-message' })
  const told = (await packets()).filter(({ CallbackCommand }) => !/SendMsg|Create/.test(CallbackCommand))
  t.match(told, [
    { CallbackCommand: 'Group.CallbackAfterModifyMsg', TopicId: '', MsgSeq: 1, CloudCustomData: 'more' },
    { Operator_Account: 'administrator', CloudCustomData: undefined },
    { CallbackCommand: 'Group.CallbackAfterGroupMsgExtension', MsgSeq: 1, OperateType: 1 },
    { GroupMsgReceiptList: [{ MsgSeq: 1, ReadNum: 1, UnreadNum: 1 }, { MsgSeq: 2 }] },
    { GroupMsgReceiptList: [{ MsgSeq: 1, ReadNum: 2, UnreadNum: 0 }] },
    { CallbackCommand: 'Group.CallbackAfterRecallMsg', MsgSeqList: [{ MsgSeq: 1, MsgId: /^144115/ }, { MsgSeq: 2 }] },
  ])
})

t.test('only a community has topics, and only an audio-video group tells the state of its members', async (t) => {
  const { platform, packets } = await connected(t)
  const { chat } = platform
  await chat.createGroup(group)
  await chat.createGroup({ ...group, GroupId: 'c', Type: 'Community' })
  await chat.createGroup({ ...group, GroupId: 'v', Type: 'AVChatRoom' })
  await t.rejects(chat.createTopic('g', 'Ballads'), { code: 'wrong-group-type' })
  await t.rejects(chat.changeMemberState('g', 'bob', 'Offline'), { code: 'wrong-group-type' })
  await t.rejects(chat.readGroupMessages('c', 'bob', []), { code: 'wrong-group-type' })
  await t.rejects(chat.changeMemberState('v', 'erin', 'Offline'), { code: 'not-in-group' })
  await chat.changeMemberState('v', 'bob', 'Offline')
  await chat.changeMemberState('v', 'bob', 'Online')
  const topic = await chat.createTopic('c', 'Ballads', boss)
  const TopicId = topic.status === 'created' ? topic.TopicId : ''
  t.match(TopicId, /^c@TOPIC#_/)
  await chat.updateTopicInfo('c', TopicId, { Introduction: 'slow' })
  await chat.sendGroupMessage('c', { From_Account: 'bob', Text: 'a', TopicId })
  await chat.sendGroupMessage('c', { From_Account: 'bob', Text: 'b' })
  await chat.editGroupMessage('c', 1, { Text: 'c' })
  await chat.recallGroupMessages('c', [1, 2])
  t.same(chat.group('c')?.topics, [{ TopicId, Name: 'Ballads' }])
  await chat.destroyTopics('c', [])
  t.same((await chat.destroyTopics('c', [TopicId])).topics, [])
  await t.rejects(chat.updateTopicInfo('c', TopicId, {}), { code: 'no-such-topic' })
  await t.rejects(chat.destroyTopics('c', [TopicId]), { code: 'no-such-topic' })
  await t.rejects(chat.sendGroupMessage('c', { From_Account: 'bob', Text: 'a', TopicId }), { code: 'no-such-topic' })
  const told = (await packets()).filter(({ CallbackCommand }) => !/CreateGroup|BeforeSend/.test(CallbackCommand))
  t.match(
    told.filter(({ GroupId }) => GroupId === 'v'),
    [
      { EventType: 'Offline', EventCause: 'HeartbeatInterrupt', MemberList: [{ Member_Account: 'bob' }] },
      { EventType: 'Online', EventCause: 'HeartbeatRecover' },
    ],
  )
  t.match(
    told.filter(({ GroupId }) => GroupId === 'c'),
    [
      { CallbackCommand: 'Group.CallbackAfterCreateTopic', TopicId, Operator_Account: 'administrator' },
      { CallbackCommand: 'Group.CallbackAfterTopicInfoChanged', TopicId: undefined, Introduction: 'slow' },
      { CallbackCommand: 'Group.CallbackAfterSendMsg', TopicId },
      { CallbackCommand: 'Group.CallbackAfterSendMsg', TopicId: undefined },
      { CallbackCommand: 'Group.CallbackAfterModifyMsg', TopicId },
      { CallbackCommand: 'Group.CallbackAfterRecallMsg', TopicId, MsgSeqList: [{ MsgSeq: 1 }] },
      { CallbackCommand: 'Group.CallbackAfterRecallMsg', TopicId: undefined, MsgSeqList: [{ MsgSeq: 2 }] },
      { CallbackCommand: 'Group.CallbackAfterTopicDestroyed', TopicIdList: [TopicId] },
    ],
  )
})

t.test('a group that is destroyed while it is asked about gets nothing', async (t) => {
  const asks: readonly ((chat: Chat) => Promise<unknown>)[] = [
    (chat) => chat.sendGroupMessage('c', { From_Account: 'bob', Text: 'a' }),
    (chat) => chat.joinGroup('c', 'erin'),
    (chat) => chat.inviteToGroup('c', ['erin']),
    (chat) => chat.createTopic('c', 'Ballads'),
  ]
  for (const ask of asks) {
    const held: (() => void)[] = []
    const { platform, received } = await connect(t, {}, ({ packet }, response) => {
      if (!/Before(?!CreateGroup)/.test(packet.CallbackCommand)) return undefined
      held.push(() => response.end('{"ErrorCode":0}'))
      return ''
    })
    await platform.chat.createGroup({ ...group, GroupId: 'c', Type: 'Community' })
    const asking = t.rejects(ask(platform.chat), { code: 'no-such-group' })
    while (held.length === 0) await new Promise(setImmediate)
    await platform.chat.destroyGroup('c')
    held[0]?.()
    await asking
    await platform.settled()
    t.equal(received.at(-1)?.packet.CallbackCommand, 'Group.CallbackAfterGroupDestroyed')
  }
})

t.test('official accounts have subscribers, as many as they may', async (t) => {
  const { platform, packets } = await connected(t)
  const { chat } = platform
  const news = { Official_Account: 'o', Owner_Account: 'alice', Name: 'News', MaxSubscriberCount: 2 }
  t.match(await chat.createOfficialAccount(news), { status: 'created', account: { Official_Account: 'o' } })
  await t.rejects(chat.createOfficialAccount(news), { code: 'official-account-exists' })
  const more = await chat.createOfficialAccount({ Owner_Account: 'alice', Name: 'More' }, boss)
  t.match(more, { account: { Official_Account: /^@TOA#_/ } })
  t.match(await chat.updateOfficialAccount('o', { Organization: 'Press' }), { info: { Organization: 'Press' } })
  t.match(await chat.subscribe('o', ['bob']), { status: 'subscribed', subscribed: ['bob'] })
  t.same(await chat.subscribe('o', ['carol', 'dave']), { status: 'full' })
  t.match(await chat.subscribe('o', []), { status: 'subscribed', subscribed: [] })
  const sent = await chat.sendOfficialMessage('o', { Text: 'hello' })
  const MsgKey = sent.status === 'delivered' ? sent.MsgKey : ''
  await chat.recallOfficialMessages('o', [MsgKey])
  await chat.recallOfficialMessages('o', [])
  t.same((await chat.unsubscribe('o', ['bob', 'erin'])).subscribers, [])
  await chat.unsubscribe('o', ['bob'])
  t.equal(chat.officialAccounts.length, 2)
  await chat.destroyOfficialAccount('o')
  await t.rejects(chat.subscribe('o', ['bob']), { code: 'no-such-official-account' })
  const told = (await packets()).filter(({ CallbackCommand }) => !CallbackCommand.includes('Before')).slice(2)
  t.match(told, [
    { CallbackCommand: 'OfficialAccount.CallbackAfterOfficialAccountInfoChanged', Organization: 'Press' },
    { Operator_Account: 'bob', SubscribeAccountList: [{ Subscriber_Account: 'bob' }] },
    { CallbackCommand: 'OfficialAccount.CallbackAfterOfficialAccountFull' },
    { CallbackCommand: 'OfficialAccount.CallbackAfterSendMsg', MsgKey, MsgBody: [{}] },
    { CallbackCommand: 'OfficialAccount.CallbackAfterMsgWithDraw', WithdrawMsgList: [{ MsgKey }] },
    { CallbackCommand: 'OfficialAccount.CallbackAfterDeleteSubscriber', SubscribeAccountList: [{}] },
    { CallbackCommand: 'OfficialAccount.CallbackAfterOfficialAccountDestroyed', Name: 'News' },
  ])
})

t.test('of each group the latest 1000 messages are kept', async (t) => {
  const { platform, url } = await connect(t)
  platform.configure({ url, product: 'console', commands: ['State.StateChange'] })
  await platform.chat.createGroup(group)
  for (let index = 0; index <= 1000; index += 1) {
    await platform.chat.sendGroupMessage('g', { From_Account: 'alice', Text: 'hello' })
  }
  await t.rejects(platform.chat.recallGroupMessages('g', [1]), { code: 'no-such-message' })
  await t.resolves(platform.chat.recallGroupMessages('g', [2, 1001]))
})

t.test('calls end when one user is left, in the way that the last one left', async (t) => {
  const { platform, packets } = await connected(t)
  const { calls } = platform
  const start = (...CalleeList_Account: string[]) => calls.start({ Caller_Account: 'alice', CalleeList_Account })
  const { CallId } = await calls.start({
    Caller_Account: 'alice',
    CalleeList_Account: ['bob', 'carol'],
    CallMediaType: 'Video',
    RoomId: 'room-1',
    ChatGroupId: 'g',
  })
  t.match(calls.call(CallId), { users: { alice: 'Calling', bob: 'Waiting', carol: 'Waiting' } })
  await calls.answer(CallId, 'bob')
  await calls.answer(CallId, 'carol')
  await calls.join(CallId, 'dave')
  await calls.invite(CallId, [])
  await calls.invite(CallId, ['erin'])
  await t.rejects(calls.invite(CallId, ['erin']), { code: 'already-in-call' })
  await calls.cancelInvitation(CallId, 'erin')
  await calls.startRecording(CallId)
  await calls.hangUp(CallId, 'alice')
  await calls.hangUp(CallId, 'dave')
  t.match(await calls.hangUp(CallId, 'bob'), { users: { carol: 'Calling' }, CallResult: 'NormalEnd' })
  t.equal(calls.call(CallId), undefined)
  await t.rejects(calls.answer(CallId, 'carol'), { code: 'no-such-call' })
  const ways: readonly [string, (CallId: string) => Promise<unknown>][] = [
    ['Reject', (id) => calls.reject(id, 'bob')],
    ['NotAnswer', (id) => calls.miss(id, 'bob')],
    ['Offline', (id) => calls.disconnect(id, 'bob')],
    ['Cancel', (id) => calls.cancelInvitation(id, 'bob')],
  ]
  for (const [CallResult, way] of ways) t.match(await way((await start('bob')).CallId), { CallResult }, CallResult)
  const cancelled = await start('bob', 'carol')
  await t.rejects(calls.answer(cancelled.CallId, 'dave'), { code: 'not-in-call' })
  t.match(await calls.hangUp(cancelled.CallId, 'alice'), { CallResult: 'Cancel' }, 'nothing is left to answer')
  const lost = await start('bob')
  await calls.answer(lost.CallId, 'bob')
  t.match(await calls.disconnect(lost.CallId, 'bob'), { CallResult: 'Interrupt' })
  const told = await packets()
  t.match(
    told.filter((packet) => JSON.stringify(packet).includes(CallId)),
    [
      { CallInfo: { CallId, CallMediaType: 'Video', ChatGroupId: 'g', RoomId: 'room-1', RoomIdType: 2 } },
      { CallId, ChangedUserList: [{ User_Account: 'bob', ActionType: 'Answer' }] },
      { ChangedUserList: [{ User_Account: 'carol', ActionType: 'Answer' }] },
      { ChangedUserList: [{ User_Account: 'dave', ActionType: 'Join' }] },
      { ChangedUserList: [{ User_Account: 'erin', ActionType: 'Invite' }] },
      { ChangedUserList: [{ User_Account: 'erin', ActionType: 'Cancel_Invite' }] },
      { CallId, Callback: { EventType: 301, EventInfo: { RoomId: 'room-1' } } },
      { ChangedUserList: [{ User_Account: 'alice', ActionType: 'Hangup' }] },
      { ChangedUserList: [{ User_Account: 'dave', ActionType: 'Hangup' }] },
      { ChangedUserList: [{ User_Account: 'bob', ActionType: 'Hangup' }] },
      {
        CallRecord: {
          CallType: 'MultiCall',
          CallResult: 'NormalEnd',
          CalleeList_Account: ['alice', 'bob', 'carol', 'dave', 'erin'],
        },
      },
    ],
  )
  t.match(told.filter(({ CallbackCommand }) => CallbackCommand === 'Call.CallbackAfterEndCall').at(-1), {
    CallRecord: { CallType: 'SingleCall', RoomIdType: 1 },
  })
})
