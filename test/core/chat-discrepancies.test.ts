import { type CommandName, signatureOf } from '@room-callbacks/core'
import { inject, packet, sampleText } from '@room-callbacks/testing'
import t from 'tap'
import { received, wire } from './received.ts'
import { observed } from './receiver.ts'

/** Delivers a sample under a query written by hand. */
async function queried(command: CommandName, query: string) {
  const { callbacks } = observed()
  const seen: unknown[] = []
  callbacks.on('*', (_event, { clientIp, platform }) => seen.push([clientIp, platform]))
  const body = { kind: 'text', text: sampleText(command) } as const
  const request = { method: 'POST', query, headers: {}, body, remoteAddress: undefined, host: undefined as never }
  return [(await callbacks.receive(request))?.outcome, ...seen]
}

t.test('chat.md 1: some sample URLs have three parameters, and one another order', async (t) => {
  const bare = ['handled', [undefined, undefined]]
  for (const command of [
    'Group.CallbackOnMemberStateChange',
    'Push.AllMemberPush',
    'Push.OfflinePush',
    'ContentCallback.ResultNotify',
  ] as const) {
    t.strictSame(await queried(command, `SdkAppid=1400000000&CallbackCommand=${command}&contenttype=json`), bare)
  }
  const alert = 'SdkAppid=1400000000&CallbackCommand=Alert.RequestOverLimit&OptPlatform=RESTAPI&contenttype=JSON'
  t.strictSame(await queried('Alert.RequestOverLimit', alert), ['handled', [undefined, 'RESTAPI']])
})

t.test('chat.md 1: State.StateChange sends IOS in capitals', async (t) => {
  const query = 'SdkAppid=1400000000&CallbackCommand=State.StateChange&ClientIP=1.2.3.4&OptPlatform=IOS'
  t.strictSame(await queried('State.StateChange', query), ['handled', ['1.2.3.4', 'iOS']])
})

t.test('chat.md 1.2: real URLs are sorted, and may hold a parameter of the customer', async (t) => {
  const query =
    'CallbackCommand=Sns.CallbackFriendDelete&ClientIP=1.2.3.4&OptPlatform=Web&RequestId=4-1&SdkAppid=1400000000&appId=9&contenttype=json'
  t.strictSame(await queried('Sns.CallbackFriendDelete', query), ['handled', ['1.2.3.4', 'Web']])
})

t.test('chat.md 1.2: a signed URL in that order, with a parameter of the customer between', async (t) => {
  const { callbacks } = observed({ token: 'secret' })
  let seen: unknown
  callbacks.on('State.StateChange', (_event, { requestId, clientIp, sdkAppId }) => {
    seen = [requestId, clientIp, sdkAppId]
  })
  const RequestTime = String(Math.floor(Date.now() / 1000))
  const parameters = {
    SdkAppid: '1400000000',
    CallbackCommand: 'State.StateChange',
    contenttype: 'json',
    ClientIP: '1.2.3.4',
    OptPlatform: 'iOS',
    RequestID: '4-1',
    Sign: signatureOf('secret', RequestTime),
    RequestTime,
    appId: '9',
    SdkTenant: 'ours',
  }
  const sorted = Object.entries(parameters).sort(([one], [other]) => (one < other ? -1 : 1))
  const body = { kind: 'text', text: sampleText('State.StateChange') } as const
  const request = { method: 'POST', headers: {}, remoteAddress: undefined, host: undefined as never, body }
  const reply = await callbacks.receive({ ...request, query: new URLSearchParams(sorted).toString() })
  t.equal(reply?.outcome, 'handled')
  t.strictSame(seen, ['4-1', '1.2.3.4', '1400000000'])
})

t.test('chat.md 1: two families have no command at the top of the body, and handlers see it anyway', async (t) => {
  for (const command of ['ContentCallback.ResultNotify', 'Push.AllMemberPush', 'Push.OfflinePush'] as const) {
    t.notMatch(JSON.parse(sampleText(command)), { CallbackCommand: String })
    const event = await received(command, sampleText(command))
    t.equal(event['CallbackCommand'], command)
    const other = { command: 'Alert.RequestOverLimit' }
    t.equal(await received(command, sampleText(command), other), 'invalid-packet', 'the query alone names it')
  }
})

t.test('chat.md 1.2: the order of members does not matter', async (t) => {
  for (const command of ['C2C.CallbackAfterModifyMsg', 'State.StateChange', 'Bot.OnGroupMessage'] as const) {
    const members = Object.entries(packet(command))
    const event = await received(command, packet(command))
    t.strictSame(await received(command, Object.fromEntries(members.reverse())), event)
    t.strictSame(
      await received(command, Object.fromEntries(members.sort(([one], [other]) => (one < other ? -1 : 1)))),
      event,
    )
  }
})

t.test('chat.md 4: pages print FAILURE; a refusal says FAIL, as 34354 does', async (t) => {
  const { callbacks } = observed()
  const { answer } = await inject(callbacks, { CallbackCommand: 'Push.AllMemberPush' })
  t.match(answer, { ActionStatus: 'FAIL', ErrorCode: 1 })
})

t.test('chat.md 5: members and subscribers are objects, topics and robots are texts', async (t) => {
  const lists: readonly [CommandName, string, unknown][] = [
    ['Group.CallbackAfterCreateGroup', 'MemberList', { Member_Account: '5' }],
    ['Group.CallbackAfterNewMemberJoin', 'NewMemberList', { Member_Account: '5' }],
    ['Group.CallbackAfterMemberExit', 'ExitMemberList', { Member_Account: '5' }],
    ['Group.CallbackBeforeInviteJoinGroup', 'DestinationMembers', { Member_Account: '5' }],
    ['OfficialAccount.CallbackAfterAddSubscriber', 'SubscribeAccountList', { Subscriber_Account: '5' }],
    ['Group.CallbackAfterTopicDestroyed', 'TopicIdList', '5'],
    ['Bot.OnGroupMessage', 'AtRobots_Account', '5'],
  ]
  for (const [command, field, element] of lists) {
    t.match(await received(command, wire(command, { [field]: [element] })), { [field]: [element] })
    const other = typeof element === 'string' ? { Member_Account: '5' } : '5'
    t.equal(await received(command, wire(command, { [field]: [other] })), 'invalid-packet', field)
  }
})

t.test('chat.md 5: fields of the app are texts, or numbers by one source', async (t) => {
  const command = 'Group.CallbackAfterCreateGroup'
  const UserDefinedDataList = [{ Key: 'a', Value: 'text' }, { Key: 'b', Value: 7 }] // biome-ignore format: one a line says less
  const event = await received(command, wire(command, { UserDefinedDataList }))
  t.strictSame(event['UserDefinedDataList'], [
    { Key: 'a', Value: 'text' },
    { Key: 'b', Value: '7' },
  ])
})

t.test('chat.md 5: EventTime of groups is a string, a number, or absent', async (t) => {
  for (const command of [
    'Group.CallbackAfterNewMemberJoin',
    'Group.CallbackAfterGroupFull',
    'Group.CallbackBeforeCreateGroup',
    'Group.CallbackAfterGroupInfoChanged',
  ] as const) {
    t.match(await received(command, wire(command, { EventTime: '1670574414123' })), { EventTime: 1670574414123 })
    t.match(await received(command, wire(command, { EventTime: 1670574414123 })), { EventTime: 1670574414123 })
    t.notOk('EventTime' in (await received(command, wire(command, { EventTime: undefined }))))
  }
})

t.test('chat.md 5: random numbers go beyond 2^31, and MsgKey is opaque', async (t) => {
  const command = 'C2C.CallbackAfterSendMsg'
  for (const MsgKey of ['48374_2837546_1557481126', '8765_5678_4321', '152_1600012345_abcdefg']) {
    const sent = packet(command, { MsgRandom: 2804799576, MsgKey })
    t.strictSame(await received(command, sent), sent)
  }
})

t.test('chat.md 5: a group has old kinds and new ones, and ids of many forms', async (t) => {
  const command = 'Group.CallbackAfterGroupDestroyed'
  for (const Type of ['Private', 'ChatRoom', 'AVChatRoom', 'Tomorrow']) {
    for (const GroupId of ['@TGS#2J4SZEAEL', 'test', '1213456', '00000000-0000-4000-8000-000000000001']) {
      t.match(await received(command, wire(command, { Type, GroupId })), { Type, GroupId })
    }
  }
})

t.test('chat.md 5: a missing topic is absent or an empty text', async (t) => {
  const command = 'Group.CallbackAfterModifyMsg'
  t.match(await received(command, wire(command)), { TopicId: '' })
  t.notOk('TopicId' in (await received(command, wire(command, { TopicId: undefined }))))
})

t.test('chat.md 5: an account that does not exist, and members that no document knows', async (t) => {
  const notFound = sampleText('Group.CallbackAfterSendMsg', 'chat', 'notfound')
  t.match(await received('Group.CallbackAfterSendMsg', notFound), {
    From_Account: '@TLS#NOT_FOUND',
    Operator_Account: '@TLS#NOT_FOUND',
    MsgPriority: 'Normal',
  })
  const friendship = sampleText('C2C.CallbackBeforeSendMsg', 'chat', 'friendship')
  t.match(await received('C2C.CallbackBeforeSendMsg', friendship), { FriendShip: 3, From_Account: '1' })
})

t.test('chat.md 5: every kind of element passes as it came, in old forms and unknown ones', async (t) => {
  const command = 'Bot.OnC2CMessage'
  const MsgBody = [
    { MsgType: 'TIMSoundElem', MsgContent: { UUID: '1', Size: 5, Second: 1 } },
    { MsgType: 'TIMFileElem', MsgContent: { UUID: '1', FileSize: 5, fileName: 'as the table writes it' } },
    { MsgType: 'TIMImageElem', MsgContent: { UUID: '1', ImageFormat: 255, ImageInfoArray: [{ URL: 'https://a' }] } },
    { MsgType: 'TIMCustomElem', MsgContent: { Data: '{}', Desc: '', Ext: '' } },
    { MsgType: 'TIMRelayElem', MsgContent: { Title: 'a', MsgNum: 1, JsonMsgKey: 'k' } },
    { MsgType: 'TIMStreamElem', MsgContent: { Chunks: [{ EventType: 1, Index: 0, Markdown: '**a**' }] } },
    { MsgType: 'TIMNewElem', MsgContent: { Latitude: 29.340656774469956 } },
  ]
  t.strictSame((await received(command, wire(command, { MsgBody })))['MsgBody'], MsgBody)
})

t.test('chat.md 6: words that stand in third-party code alone are unknown', async (t) => {
  const { callbacks } = observed()
  for (const CallbackCommand of [
    'Push.TagPush',
    'Push.SinglePush',
    'Group.CallbackAfterMemberInvited',
    'Group.CallbackAfterMemberKicked',
    'Robot.CallbackAfterRobotEvent',
    // A misprint of one English copy.
    'roup.CallbackBeforeApplyJoinGroup',
  ]) {
    const { outcome, answer } = await inject(callbacks, { CallbackCommand })
    t.match({ outcome, answer }, { outcome: 'unknown-command', answer: { ActionStatus: 'OK', ErrorCode: 0 } })
  }
})
