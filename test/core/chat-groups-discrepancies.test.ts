import { inject, packet, sampleText } from '@room-callbacks/testing'
import t from 'tap'
import { received, wire } from './received.ts'
import { observed } from './receiver.ts'

t.test(
  'chat.md 7, Group.CallbackBeforeCreateGroup: the counter had three names, and one had another type',
  async (t) => {
    const command = 'Group.CallbackBeforeCreateGroup'
    const named = (fields: object) => received(command, wire(command, { CreateGroupNum: undefined, ...fields }))
    t.match(await named({ CreateGroupNum: 5 }), { CreateGroupNum: 5 })
    t.match(await named({ CreatedGroupNum: 5 }), { CreateGroupNum: 5 })
    t.match(await named({ CreatedNum: 5 }), { CreateGroupNum: 5 })
    t.notOk('CreateGroupNum' in (await named({})), 'the newest edition has none')
    const counts = { CreatedGroupNum: { Public: 5 }, InviteOption: 'DisableInvite' }
    const event = await named(counts)
    t.match(event, counts, 'an object refuses no group')
    t.notOk('CreateGroupNum' in event)
  },
)

t.test('chat.md 7, Group.CallbackAfterCreateGroup: the table misspells groupID', async (t) => {
  const command = 'Group.CallbackAfterCreateGroup'
  const misspelt = await received(command, wire(command, { GroupId: undefined, groupID: '@TGS#1' }))
  t.match(misspelt, { GroupId: '@TGS#1' })
  t.notOk('groupID' in misspelt)
})

t.test('chat.md 7: Requestor_Account of groups, Requester_Account of friends', async (t) => {
  const join = 'Group.CallbackBeforeApplyJoinGroup'
  t.match(await received(join, wire(join)), { Requestor_Account: 'jared' })
  t.match(await received('Sns.CallbackPrevFriendResponse', packet('Sns.CallbackPrevFriendResponse')), {
    Requester_Account: 'id',
    ResponseFriendItem: [{ TagName: 'group1' }, { TagName: 'group2' }],
  })
})

t.test('chat.md 7, group messages: what old editions lack, and a mention of one or of all', async (t) => {
  const command = 'Group.CallbackAfterSendMsg'
  const old = await received(command, sampleText(command, 'chat', 'old'))
  t.match(old, { Random: 2804799576 })
  t.notOk('OnlineOnlyFlag' in old || 'EventTime' in old || 'MsgId' in old)
  const oldest = wire(command, { Random: undefined, Operator_Account: undefined, Type: 'ChatRoom' })
  t.match(await received(command, oldest), { Type: 'ChatRoom', From_Account: 'jared' })
  const mention = await received(command, sampleText(command, 'chat', 'mention'))
  t.match(mention['GroupAtInfo'], [{ GroupAtAllFlag: 1 }, { GroupAtAllFlag: 0, GroupAt_Account: 'brennan' }, {}])
})

t.test('chat.md 7, group life: a topic of a full group, no members of a community, several changes', async (t) => {
  const full = 'Group.CallbackAfterGroupFull'
  t.match(await received(full, wire(full, { TopicId: '@TOPIC#1' })), { TopicId: '@TOPIC#1' })
  const destroyed = 'Group.CallbackAfterGroupDestroyed'
  const community = await received(destroyed, wire(destroyed, { MemberList: undefined, Name: undefined }))
  t.notOk('MemberList' in community)
  const changed = 'Group.CallbackAfterGroupInfoChanged'
  const changes = { Introduction: 'i', Name: 'n', Notification: undefined, ShutUpAllMember: 'On' }
  t.match(await received(changed, wire(changed, changes)), { Introduction: 'i', Name: 'n', ShutUpAllMember: 'On' })
  const state = 'Group.CallbackOnMemberStateChange'
  t.match(await received(state, wire(state, { EventCause: 'HeartbeatInterrupt' })), {
    EventCause: 'HeartbeatInterrupt',
  })
})

t.test('chat.md 7, Group.CallbackSendMsgException: the code of the request is not that of the answer', async (t) => {
  const command = 'Group.CallbackSendMsgException'
  const { callbacks } = observed()
  let event: unknown
  callbacks.on(command, (seen) => {
    event = seen
  })
  const { answer } = await inject(callbacks, packet(command))
  t.match(event, { ErrorCode: 10023, ErrorInfo: 'msg count exceeds limit,please retry later' })
  t.strictSame(answer, { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 })
})

t.test('chat.md 7, recalls: the id of a message is new, the list of accounts has a small d', async (t) => {
  const command = 'Group.CallbackAfterRecallMsg'
  const MsgSeqList = [{ MsgSeq: 130 }]
  t.match(await received(command, wire(command, { MsgSeqList, TopicId: undefined })), { MsgSeqList })
  const account = 'OfficialAccount.CallbackAfterMsgWithDraw'
  const event = await received(account, packet(account))
  t.match(event, { WithdrawMsgList: [{ MsgKey: '71_1_1698741698' }], Official_Account: '#TOA#_123' })
})

t.test('chat.md 7, topics: no group before, no topic after a change', async (t) => {
  const before = await received('Group.CallbackBeforeCreateTopic', packet('Group.CallbackBeforeCreateTopic'))
  t.notOk('GroupId' in before || 'TopicId' in before || 'EventTime' in before)
  const changed = await received('Group.CallbackAfterTopicInfoChanged', packet('Group.CallbackAfterTopicInfoChanged'))
  t.notOk('TopicId' in changed)
})

t.test('chat.md 7, Group.CallbackAfterMemberFieldChanged: Member_Account or Modified_Account', async (t) => {
  const command = 'Group.CallbackAfterMemberFieldChanged'
  const documented = await received(command, sampleText(command))
  t.match(documented, { Member_Account: '123456' })
  t.strictSame(await received(command, sampleText(command, 'chat', 'modified')), documented)
  t.equal(await received(command, wire(command, { Member_Account: undefined })), 'invalid-packet')
})

t.test('chat.md 7, groups: attributes are in lower case, an alarm has no group', async (t) => {
  const attributes = 'Group.CallbackAfterGroupAttrChanged'
  t.match(await received(attributes, wire(attributes)), { GroupAttr: [{ key: 'key1', value: 'value1' }, {}] })
  const alarm = 'Group.CallbackOnDailyGroupQuotaAlarm'
  t.notOk('GroupId' in (await received(alarm, wire(alarm))))
})

t.test('chat.md 7, robots: a list called AtRobotAccount by one source is another field', async (t) => {
  const command = 'Bot.OnGroupMessage'
  const renamed = { AtRobots_Account: undefined, AtRobotAccount: ['@RBT#001'] }
  t.equal(await received(command, wire(command, renamed)), 'invalid-packet')
  t.match(await received(command, wire(command, { TopicId: 'topic' })), { TopicId: 'topic' })
})

t.test('chat.md 7, Desk: words that a table does not list, and members of one edition', async (t) => {
  const desk = 'Desk.SessionEventNotify'
  const { SessionId } = packet(desk)
  const bare = { CallbackCommand: desk, SessionId, Event: 'SessionBegin', EventTime: 1, ChannelType: 'Web(H5)' }
  t.strictSame(await received(desk, bare), bare)
  const status = (Status: string) => received('Member.EventNotify', wire('Member.EventNotify', { Status }))
  for (const Status of ['free', 'ready', 'notReady', 'rest', 'offline']) t.match(await status(Status), { Status })
})

t.test('chat.md 7, ContentCallback.ResultNotify: spellings of its own', async (t) => {
  const command = 'ContentCallback.ResultNotify'
  t.match(await received(command, sampleText(command)), {
    SdkAppId: 1400187352,
    MsgID: '1434460578_4137340972_1661154487',
    TextContent: ['aaabbbccc', '1234567'],
  })
  const image = { ContentType: 'Image', FileURL: 'https://a', TextContent: undefined, MsgID: undefined }
  t.match(await received(command, wire(command, image)), { FileURL: 'https://a' })
})

t.test('chat.md 7, Push: one callback is one event for handlers, with times in seconds', async (t) => {
  for (const command of ['Push.AllMemberPush', 'Push.OfflinePush'] as const) {
    const { callbacks } = observed()
    const seen: unknown[] = []
    callbacks.on('*', (event, { eventTime }) => {
      const { Events } = event as { Events: { EventTime: number; CallbackCommand: string }[] }
      seen.push([eventTime?.getTime(), Events.map(({ CallbackCommand, EventTime }) => [CallbackCommand, EventTime])])
    })
    t.equal((await inject(callbacks, sampleText(command), { command })).status, 200)
    const [first, second] = packet(command).Events
    const events = [first, second].map((event) => [command, event?.EventTime])
    t.strictSame(seen, [[(first?.EventTime as number) * 1000, events]])
  }
  const offline = packet('Push.OfflinePush').Events
  t.match(offline, [{ MsgKey: String }, { GroupID: '@TGS#12DEVUDHQ', ErrCode: 0, ErrInfo: 'OK' }])
  const Events = packet('Push.AllMemberPush').Events.map((event) => ({ ...event, EventType: 3, PushPlatform: 99 }))
  t.match(await received('Push.AllMemberPush', { Events }), { Events: [{ EventType: 3, PushPlatform: 99 }, {}] })
})
