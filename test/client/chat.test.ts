import { type CallbackClient, callbackClient, userSig } from '@room-callbacks/client'
import type { Platform, PlatformOptions } from '@room-callbacks/testing'
import t, { type Test } from 'tap'
import { connected } from '../platform/receiver.ts'
import { patience } from '../unhurried.ts'
import { fail, hangUp, ok, RestStandIn, raw, refused } from './rest-stand-in.ts'

const text = (Text: string) => [{ MsgType: 'TIMTextElem', MsgContent: { Text } }]
const c2c = 'v4/openim/sendmsg'
const group = 'v4/group_open_http_svc/send_group_msg'
const sentToUser = { MsgTime: 1, MsgKey: '1_2_3' }
const sentToGroup = { MsgTime: 1, MsgSeq: 7 }

t.test('every API of Chat is called by its documented path and body', async (t) => {
  const platform = await RestStandIn.start(t)
  const { chat } = platform.client(t)
  platform.on(c2c, ok(sentToUser)).on(group, ok(sentToGroup))
  const ids = { MsgSeq: 1, MsgRandom: 2 }
  const noCallback = { ForbidCallbackControl: ['ForbidBeforeSendMsgCallback'] as const }
  t.match(await chat.sendC2CMessage({ To_Account: 'alice', Text: 'hi', ...ids, ...noCallback }), sentToUser)
  const to = { GroupId: 'g', Random: 3, MsgPriority: 'High' } as const
  t.match(await chat.sendGroupMessage({ ...to, MsgBody: text('hi') }), sentToGroup)
  await chat.recallC2CMessage({ From_Account: 'bob', To_Account: 'alice', MsgKey: '1_2_3' })
  platform.on('v4/group_open_http_svc/group_msg_recall', ok({ RecallRetList: [{ MsgSeq: 7, RetCode: 10030 }] }))
  t.match(await chat.recallGroupMessages({ GroupId: 'g', MsgSeqList: [7] }), { RecallRetList: [{ RetCode: 10030 }] })
  const member = { Member_Account: 'bob', JoinTime: 1425976500 }
  const MemberList = [{ ...member, Role: 'Member ' }, { Member_Account: 'eve' }]
  platform.on('v4/group_open_http_svc/get_group_member_info', ok({ MemberNum: 8, MemberList }))
  const members = await chat.groupMembers({ GroupId: 'g', Limit: 100, Offset: 0, MemberRoleFilter: ['Member'] })
  t.same([members.MemberNum, members.MemberList], [8, [{ ...member, Role: 'Member' }, { Member_Account: 'eve' }]])
  await chat.importAccount({ UserID: 'alice', Nick: 'Alice' })
  platform.on('v4/im_open_login_svc/multiaccount_import', ok({ FailAccounts: ['b'] }))
  t.match(await chat.importAccounts(['a', 'b']), { FailAccounts: ['b'], RequestIds: [/^Id-/] })
  t.same(
    platform.received.map(({ api, body }) => [api.replace('v4/', ''), JSON.parse(body)]),
    [
      ['openim/sendmsg', { ...ids, To_Account: 'alice', ...noCallback, MsgBody: text('hi') }],
      ['group_open_http_svc/send_group_msg', { ...to, MsgBody: text('hi') }],
      ['openim/admin_msgwithdraw', { From_Account: 'bob', To_Account: 'alice', MsgKey: '1_2_3' }],
      ['group_open_http_svc/group_msg_recall', { GroupId: 'g', MsgSeqList: [{ MsgSeq: 7 }] }],
      [
        'group_open_http_svc/get_group_member_info',
        { GroupId: 'g', Limit: 100, Offset: 0, MemberRoleFilter: ['Member'] },
      ],
      ['im_open_login_svc/account_import', { UserID: 'alice', Nick: 'Alice' }],
      ['im_open_login_svc/multiaccount_import', { Accounts: ['a', 'b'] }],
    ],
  )
})

t.test('a message that is tried again keeps its numbers, so that it is one message (34919, 34959)', async (t) => {
  const platform = await RestStandIn.start(t)
  const { chat } = platform.client(t)
  platform.on(c2c, hangUp, fail(91_000), ok(sentToUser)).on(group, raw('', 502), fail(10_002), ok(sentToGroup))
  await chat.sendC2CMessage({ To_Account: 'alice', Text: 'hi' })
  await chat.sendGroupMessage({ GroupId: 'g', Text: 'hi' })
  await chat.sendGroupMessage({ GroupId: 'g', Text: 'hi' }).catch(() => {})
  const bodies = platform.received.map(({ body }) => body)
  t.equal(new Set(bodies.slice(0, 3)).size, 1)
  t.equal(new Set(bodies.slice(3, 6)).size, 1)
  t.not(bodies[6], bodies[5], 'another message has others')
  for (const body of bodies) {
    const { MsgSeq = 0, MsgRandom = 0, Random = 0 } = JSON.parse(body) as Record<string, number>
    for (const number of [MsgSeq, MsgRandom, Random]) t.ok(Number.isInteger(number) && number >= 0 && number < 2 ** 32)
  }
})

t.test('a message is not tried again when Chat would take it for another one', async (t) => {
  const platform = await RestStandIn.start(t)
  let now = Date.now()
  const { chat } = platform.client(t, { clock: () => now, timeout: 10_000 })
  const late = (window: number) => (response: Parameters<typeof hangUp>[0]) => {
    now += window
    fail(60_008)(response)
  }
  platform.on(c2c, late(90_000), ok(sentToUser)).on(group, late(260_000), ok(sentToGroup))
  await t.rejects(chat.sendC2CMessage({ To_Account: 'alice', Text: 'hi' }), { ...refused(60_008), attempts: 1 })
  await t.rejects(chat.sendGroupMessage({ GroupId: 'g', Text: 'hi' }), { ...refused(60_008), attempts: 1 })
  platform.on(c2c, late(60_000), ok(sentToUser))
  t.match(await chat.sendC2CMessage({ To_Account: 'alice', Text: 'hi' }), sentToUser)
})

t.test('accounts are imported a hundred at a time', async (t) => {
  const platform = await RestStandIn.start(t)
  const { chat } = platform.client(t)
  const accounts = Array.from({ length: 201 }, (_, index) => `user-${index}`)
  platform.on('v4/im_open_login_svc/multiaccount_import', ok({ FailAccounts: ['user-0'] }), ok(), ok())
  t.match(await chat.importAccounts(accounts), { FailAccounts: ['user-0'], RequestIds: [/./, /./, /./] })
  const sizes = platform.received.map(({ body }) => (JSON.parse(body) as { Accounts: string[] }).Accounts.length)
  t.same(sizes, [100, 100, 1])
  t.same(await chat.importAccounts([]), { FailAccounts: [], RequestIds: [] })
})

const wrong: readonly [string, (chat: CallbackClient['chat']) => Promise<unknown>, RegExp][] = [
  ['no receiver', (chat) => chat.sendC2CMessage({ To_Account: '', Text: 'a' }), /To_Account/],
  ['no content', (chat) => chat.sendC2CMessage({ To_Account: 'a' } as never), /a Text, or a MsgBody/],
  ['two contents', (chat) => chat.sendGroupMessage({ GroupId: 'g', Text: 'a', MsgBody: [] } as never), /a Text, or/],
  ['an empty message', (chat) => chat.sendGroupMessage({ GroupId: 'g', MsgBody: [] }), /at least one element/],
  ['no group', (chat) => chat.sendGroupMessage({ GroupId: 5, Text: 'a' } as never), /GroupId/],
  ['no key', (chat) => chat.recallC2CMessage({ From_Account: 'a', To_Account: 'b', MsgKey: '' }), /MsgKey/],
  ['nothing to recall', (chat) => chat.recallGroupMessages({ GroupId: 'g', MsgSeqList: [] }), /MsgSeqList/],
  ['too many members', (chat) => chat.groupMembers({ GroupId: 'g', Limit: 6001 }), /Limit: expected 1 to 6000/],
  ['no user', (chat) => chat.importAccount({ UserID: '' }), /UserID/],
  ['an empty user', (chat) => chat.importAccounts(['a', '']), /accounts/],
]
t.test('what cannot be sent is refused before it is sent', async (t) => {
  const platform = await RestStandIn.start(t)
  const { chat } = platform.client(t)
  for (const [what, run, message] of wrong) await t.rejects(run(chat), { code: 'invalid-argument', message }, what)
  t.equal(platform.received.length, 0)
})

t.test('an answer of another form is a coded error', async (t) => {
  const platform = await RestStandIn.start(t)
  const { chat } = platform.client(t)
  platform.on(c2c, ok({ MsgTime: 1 })).on(group, ok({ MsgTime: '1' }))
  platform.on('v4/group_open_http_svc/group_msg_recall', ok({ RecallRetList: [null] }))
  platform.on('v4/group_open_http_svc/get_group_member_info', ok({ MemberNum: 1, MemberList: [{}] }))
  const calls: readonly Promise<unknown>[] = [
    chat.sendC2CMessage({ To_Account: 'a', Text: 'a' }),
    chat.sendGroupMessage({ GroupId: 'g', Text: 'a' }),
    chat.recallGroupMessages({ GroupId: 'g', MsgSeqList: [1] }),
    chat.groupMembers({ GroupId: 'g' }),
  ]
  await Promise.all(calls.map((call) => t.rejects(call, { code: 'unexpected-answer' })))
})

/** Calls of an administrator that no client would make; each gives the code of its answer. */
function rawCalls({ url, sdkAppId, secretKey }: Platform, now: number) {
  const usersig = userSig({ sdkAppId, secretKey, userId: 'administrator', time: Math.floor(now / 1000) })
  const rest = { identifier: 'administrator', usersig, random: '1', contenttype: 'json' }
  const query = new URLSearchParams({ sdkappid: String(sdkAppId), ...rest }).toString()
  return async (api: string, body: object): Promise<number> => {
    const response = await fetch(`${url}/v4/${api}?${query}`, { method: 'POST', body: JSON.stringify(body) })
    return ((await response.json()) as { ErrorCode: number }).ErrorCode
  }
}

/** A simulated platform with a receiver, and a client of it. */
async function start(t: Test, answer?: object, options: PlatformOptions = {}) {
  const connection = await connected(t, options, ({ packet }) =>
    packet.CallbackCommand.includes('Before') ? answer : undefined,
  )
  const { url, sdkAppId, secretKey } = connection.platform
  const client = callbackClient({ sdkAppId, secretKey, url, retries: 0, timeout: patience })
  t.teardown(() => client.close())
  return { ...connection, chat: client.chat, client }
}

t.test('a bot, a moderator and a reconciliation with the simulated platform', async (t) => {
  const { platform, chat, packets } = await start(t)
  await platform.chat.createGroup({ GroupId: 'g', Owner_Account: 'alice', Name: 'Songs', members: ['bob'] })
  t.match(await chat.importAccounts(['alice', 'x'.repeat(33)]), { FailAccounts: ['x'.repeat(33)] })
  await chat.importAccount({ UserID: 'bob' })
  await t.rejects(chat.importAccount({ UserID: 'x'.repeat(33) }), refused(100_002))

  const { MsgKey } = await chat.sendC2CMessage({ From_Account: '@RBT#001', To_Account: 'alice', Text: 'hello' })
  t.equal(platform.chat.user('alice').unread, 1)
  const known = { From_Account: '@RBT#001', To_Account: 'alice', MsgKey }
  await chat.recallC2CMessage(known)
  t.equal(platform.chat.user('alice').unread, 0)
  await t.rejects(chat.recallC2CMessage(known), refused(90_054))

  const mention = { GroupAtInfo: [{ GroupAtAllFlag: 0, GroupAt_Account: 'bob' }] } as const
  const { MsgSeq } = await chat.sendGroupMessage({ GroupId: 'g', Text: 'welcome', CloudCustomData: 'x', ...mention })
  const all = { GroupAtInfo: [{ GroupAtAllFlag: 1 }], OnlineOnlyFlag: 1 } as const
  await chat.sendGroupMessage({ GroupId: 'g', From_Account: 'alice', Text: 'all', ...all })
  const { RecallRetList } = await chat.recallGroupMessages({ GroupId: 'g', MsgSeqList: [MsgSeq, 99] })
  t.same(RecallRetList, [
    { MsgSeq, RetCode: 0 },
    { MsgSeq: 99, RetCode: 10_030 },
  ])
  const page = await chat.groupMembers({ GroupId: 'g', Limit: 1, Offset: 1 })
  t.match(page, { MemberNum: 2, MemberList: [{ Member_Account: 'bob', Role: 'Member' }] })
  t.match(await chat.groupMembers({ GroupId: 'g', MemberRoleFilter: ['Owner'] }), {
    MemberList: [{ Member_Account: 'alice', Role: 'Owner' }],
  })
  const calls: readonly Promise<unknown>[] = [
    chat.groupMembers({ GroupId: 'nowhere' }),
    chat.sendGroupMessage({ GroupId: 'nowhere', Text: 'a' }),
    chat.recallGroupMessages({ GroupId: 'nowhere', MsgSeqList: [1] }),
  ]
  await Promise.all(calls.map((call) => t.rejects(call, refused(10_010))))
  const sent = (await packets()).filter(({ CallbackCommand }) => CallbackCommand === 'Group.CallbackAfterSendMsg')
  t.match(sent, [
    { From_Account: 'administrator', Operator_Account: 'administrator', CloudCustomData: 'x', ...mention },
    { From_Account: 'alice', Operator_Account: 'administrator', OnlineOnlyFlag: 1 },
  ])
})

t.test('a callback that refuses a message is an error of its sender, and one that drops it is not', async (t) => {
  const refusing = await start(t, { ErrorCode: 1 })
  await t.rejects(refusing.chat.sendC2CMessage({ To_Account: 'alice', Text: 'hi' }), refused(20_006))
  const own = await start(t, { ErrorCode: 120_101, ErrorInfo: 'why' })
  await t.rejects(own.chat.sendC2CMessage({ To_Account: 'alice', Text: 'hi' }), {
    ...refused(120_101),
    message: /why/,
  })
  const dropping = await start(t, { ErrorCode: 2 })
  t.match(await dropping.chat.sendC2CMessage({ To_Account: 'alice', Text: 'hi' }), { MsgKey: /_/ })
  const silent = { ForbidCallbackControl: ['ForbidBeforeSendMsgCallback', 'ForbidAfterSendMsgCallback'] } as const
  await refusing.chat.sendC2CMessage({ To_Account: 'alice', Text: 'hi', ...silent })
  await refusing.platform.settled()
  t.equal(refusing.received.length, 1, 'nothing is asked, and nothing told')
  const group = await start(t)
  await group.platform.chat.createGroup({ GroupId: 'g', Owner_Account: 'alice', Name: 'Songs' })
  await group.chat.sendGroupMessage({ GroupId: 'g', Text: 'hi', ...silent })
  await group.platform.settled()
  t.equal(group.received.length, 2, 'of the group alone')
})

t.test('the simulated platform knows a message again, and refuses what the pages refuse', async (t) => {
  let now = 1_700_000_000_000
  const { platform } = await start(t, undefined, { clock: () => now })
  const timed = callbackClient({
    sdkAppId: platform.sdkAppId,
    secretKey: platform.secretKey,
    url: platform.url,
    clock: () => now,
    retries: 0,
  })
  t.teardown(() => timed.close())
  await platform.chat.createGroup({ GroupId: 'g', Owner_Account: 'alice', Name: 'Songs' })
  const message = { To_Account: 'alice', Text: 'hi', MsgSeq: 1, MsgRandom: 2, MsgLifeTime: 60 }
  const first = await timed.chat.sendC2CMessage(message)
  t.equal((await timed.chat.sendC2CMessage(message)).MsgKey, first.MsgKey)
  t.equal(platform.chat.user('alice').unread, 1)
  const toGroup = { GroupId: 'g', Text: 'hi', Random: 5 }
  await Promise.all([timed.chat.sendGroupMessage(toGroup), timed.chat.sendGroupMessage(toGroup)])
  t.equal(platform.chat.group('g')?.MsgSeq, 1)
  now += 121_000
  await timed.chat.sendC2CMessage(message)
  t.equal(platform.chat.user('alice').unread, 2, 'after 120 s it is another one')
  const wrong: readonly [Promise<unknown>, number][] = [
    [timed.chat.sendC2CMessage({ ...message, MsgRandom: 'x' } as never), 90_001],
    [timed.chat.sendC2CMessage({ ...message, From_Account: 5 } as never), 90_008],
    [timed.chat.sendC2CMessage({ To_Account: 'a', MsgBody: [{}] } as never), 90_001],
    [timed.chat.sendGroupMessage({ ...toGroup, Random: 'x' } as never), 10_004],
    [timed.chat.sendGroupMessage({ ...toGroup, From_Account: 5 } as never), 10_004],
    [timed.chat.sendGroupMessage({ GroupId: 'g', MsgBody: [{}] } as never), 10_004],
    [timed.chat.sendGroupMessage({ GroupId: 'g', Text: 'x', GroupAtInfo: Array(31).fill({}) } as never), 10_004],
  ]
  await Promise.all(wrong.map(([call, code]) => t.rejects(call, refused(code))))
  const raw = rawCalls(platform, now)
  t.equal(await raw('openim/sendmsg', {}), 90_003)
  t.equal(await raw('group_open_http_svc/group_msg_recall', { GroupId: 'g' }), 10_004)
  t.equal(await raw('im_open_login_svc/account_import', {}), 100_002)
  t.equal(await raw('im_open_login_svc/multiaccount_import', {}), 100_002)
})

t.test('of messages that were sent by REST the latest 1000 are known again', async (t) => {
  const { platform } = await start(t, undefined, { callsPerSecond: 10_000 })
  platform.configure({ url: platform.url, product: 'console', commands: ['State.StateChange'] })
  const raw = rawCalls(platform, Date.now())
  const send = (MsgRandom: number) => raw('openim/sendmsg', { To_Account: 'alice', MsgRandom, MsgBody: text('hi') })
  for (let first = 0; first <= 1000; first += 143) {
    await Promise.all(Array.from({ length: 143 }, (_, index) => send(first + index)))
  }
  await send(1000)
  t.equal(platform.chat.user('alice').unread, 1000, 'as many are kept, the last among them')
  await send(0)
  const { log } = platform
  t.equal(log.length, 0)
  t.equal(await send(0), 0)
})
