import type { Chat } from '@room-callbacks/testing'
import t, { type Test } from 'tap'
import { connected } from './receiver.ts'

const text = (Text: string) => [{ MsgType: 'TIMTextElem', MsgContent: { Text } }]

/** What is done, with all that it needs before. */
const asked: Readonly<Record<string, (chat: Chat) => Promise<unknown>>> = {
  'C2C.CallbackBeforeSendMsg': (chat) => chat.sendPrivateMessage('alice', 'bob', { Text: 'hello' }),
  'Group.CallbackBeforeSendMsg': (chat) => chat.sendGroupMessage('g', { From_Account: 'alice', Text: 'hello' }),
  'Group.CallbackBeforeCreateGroup': (chat) => chat.createGroup({ Owner_Account: 'alice', Name: 'Songs' }),
  'Group.CallbackBeforeApplyJoinGroup': (chat) => chat.joinGroup('g', 'carol'),
  'Group.CallbackBeforeInviteJoinGroup': (chat) => chat.inviteToGroup('g', ['carol', 'dave']),
  'Group.CallbackBeforeCreateTopic': (chat) => chat.createTopic('g', 'Ballads'),
  'Sns.CallbackPrevFriendAdd': (chat) => chat.addFriends('alice', ['bob', 'carol']),
  'Sns.CallbackPrevFriendResponse': (chat) => chat.answerFriends('erin', { alice: 'Response_Action_AgreeAndAdd' }),
  'OfficialAccount.CallbackBeforeCreateOfficialAccount': (chat) =>
    chat.createOfficialAccount({ Owner_Account: 'alice', Name: 'News' }),
  'OfficialAccount.CallbackBeforeAddSubscriber': (chat) => chat.subscribe('o', ['bob', 'carol']),
  'OfficialAccount.CallbackBeforeSendMsg': (chat) => chat.sendOfficialMessage('o', { Text: 'hello' }),
}

/** What the client sees of an answer, and which commands are told after it. */
async function seen(t: Test, command: string, answer: object | string, timeout = 10_000) {
  const { platform, packets, url } = await connected(t, { timeout }, ({ packet }) =>
    packet.CallbackCommand === command ? answer : undefined,
  )
  const { chat } = platform
  platform.configure({ url, commands: ['State.StateChange'], product: 'console' })
  await chat.createGroup({ GroupId: 'g', Owner_Account: 'alice', Type: 'Community', Name: 'Songs', members: ['bob'] })
  await chat.createOfficialAccount({ Official_Account: 'o', Owner_Account: 'alice', Name: 'News' })
  await chat.addFriends('alice', ['erin'])
  platform.configure({ url, product: 'console' })
  const result = await asked[command]?.(chat)
  const told = (await packets()).map(({ CallbackCommand }) => CallbackCommand)
  t.equal(told.shift(), command, 'is asked first')
  return { result, told, chat }
}

const groups = { plain: 10016, first: 10100, last: 10200 }
const messages = { plain: 20006, first: 120_001, last: 130_000 }
/** What each shows of a refusal; the others show no code, or one for each user. */
const codes: Readonly<Record<string, { plain: number; first: number; last: number }>> = {
  'C2C.CallbackBeforeSendMsg': messages,
  'Group.CallbackBeforeSendMsg': groups,
  'Group.CallbackBeforeCreateGroup': groups,
  'Group.CallbackBeforeApplyJoinGroup': groups,
  'Group.CallbackBeforeCreateTopic': groups,
  'OfficialAccount.CallbackBeforeCreateOfficialAccount': messages,
  'OfficialAccount.CallbackBeforeSendMsg': { ...messages, plain: 10016 },
}

t.test('a refusal shows the plain code of its command, or the code and text of its range', async (t) => {
  for (const [command, { plain, first, last }] of Object.entries(codes)) {
    for (const ErrorCode of [1, first - 1, last + 1, 999_999]) {
      const { result, told } = await seen(t, command, { ErrorCode, ErrorInfo: 'why' })
      t.same([result, told], [{ status: 'refused', code: plain, text: '' }, []], `${command} ${ErrorCode}`)
    }
    for (const ErrorCode of [first, last]) {
      const { result, told } = await seen(t, command, { ErrorCode, ErrorInfo: 'why' })
      t.same([result, told], [{ status: 'refused', code: ErrorCode, text: 'why' }, []], `${command} ${ErrorCode}`)
    }
  }
})

t.test('without a valid answer it goes on (34354)', async (t) => {
  for (const command of Object.keys(asked)) {
    const { told } = await seen(t, command, '<html>')
    t.ok(told.length > 0 || command === 'Sns.CallbackPrevFriendAdd', `${command}: no JSON`)
  }
  const { result } = await seen(t, 'C2C.CallbackBeforeSendMsg', '', 50)
  t.match(result, { status: 'delivered', MsgBody: text('hello') }, 'nothing in time')
})

t.test('a message is dropped, or replaced with text and data', async (t) => {
  const after = {
    'C2C.CallbackBeforeSendMsg': 'C2C.CallbackAfterSendMsg',
    'Group.CallbackBeforeSendMsg': 'Group.CallbackAfterSendMsg',
    'OfficialAccount.CallbackBeforeSendMsg': 'OfficialAccount.CallbackAfterSendMsg',
  }
  for (const [command, told] of Object.entries(after)) {
    const dropped = await seen(t, command, { ErrorCode: 2 })
    t.same([dropped.result, dropped.told], [{ status: 'dropped' }, []], command)
    const other = { MsgBody: text('***'), CloudCustomData: 'data' }
    const replaced = await seen(t, command, { ErrorCode: 0, ...other })
    t.match(replaced.result, { status: 'delivered', ...other }, command)
    t.same(replaced.told, [told])
  }
})

t.test('an invitation is refused whole, or for some (34371)', async (t) => {
  const command = 'Group.CallbackBeforeInviteJoinGroup'
  t.same((await seen(t, command, { ErrorCode: 1 })).result, { status: 'refused', text: '' }, 'no code is documented')
  const coded = await seen(t, command, { ErrorCode: 10101, ErrorInfo: 'why' })
  t.same([coded.result, coded.told], [{ status: 'refused', code: 10101, text: 'why' }, []])
  const some = await seen(t, command, { ErrorCode: 0, RefusedMembers_Account: ['dave', 5] })
  t.same(some.result, { status: 'invited', joined: ['carol'], refused: ['dave'] })
  t.same(some.told, ['Group.CallbackAfterNewMemberJoin'])
  t.same(
    some.chat.group('g')?.members.map(({ Member_Account }) => Member_Account),
    ['alice', 'bob', 'carol'],
  )
  const none = await seen(t, command, { ErrorCode: 0, RefusedMembers_Account: ['carol', 'dave'] })
  t.same([none.result, none.told], [{ status: 'invited', joined: [], refused: ['carol', 'dave'] }, []])
})

t.test('a subscription is refused whole, or for some (60799)', async (t) => {
  const command = 'OfficialAccount.CallbackBeforeAddSubscriber'
  const whole = await seen(t, command, { ErrorCode: 1 })
  t.same([whole.result, whole.told], [{ status: 'refused' }, []])
  const some = await seen(t, command, { ErrorCode: 0, RefusedSubscribers_Account: ['bob'] })
  t.same(some.result, { status: 'subscribed', subscribed: ['carol'], refused: ['bob'] })
  t.same(some.told, ['OfficialAccount.CallbackAfterAddSubscriber'])
  const none = await seen(t, command, { ErrorCode: 0, RefusedSubscribers_Account: ['bob', 'carol'] })
  t.same([none.result, none.told], [{ status: 'subscribed', subscribed: [], refused: ['bob', 'carol'] }, []])
})

t.test('friends are refused one by one (43468, 43467)', async (t) => {
  const command = 'Sns.CallbackPrevFriendAdd'
  const item = (To_Account: string, ResultCode: number, ResultInfo?: string) => ({ To_Account, ResultCode, ResultInfo })
  const some = await seen(t, command, { ErrorCode: 0, ResultItem: [item('bob', 38001, 'why'), item('carol', 0)] })
  t.same(some.result, [
    { To_Account: 'bob', status: 'refused', code: 38001, text: 'why' },
    { To_Account: 'carol', status: 'asked' },
  ])
  const forgotten = await seen(t, command, { ErrorCode: 0, ResultItem: [null, item('carol', 38000)] })
  t.match(
    forgotten.result,
    [{ status: 'asked' }, { status: 'refused', code: 38000, text: '' }],
    'a user left out passes',
  )
  const failed = await seen(t, command, { ErrorCode: 1, ResultItem: [item('bob', 38001)] })
  t.match(failed.result, [{ status: 'asked' }, { status: 'asked' }], 'a non-zero ErrorCode means that the app failed')
  const answer = { ErrorCode: 0, ResultItem: [item('alice', 38002, 'no')] }
  const refused = await seen(t, 'Sns.CallbackPrevFriendResponse', answer)
  t.same(refused.result, [{ To_Account: 'alice', status: 'refused', code: 38002, text: 'no' }])
  t.same(refused.told, [])
  await t.resolves(
    refused.chat.answerFriends('erin', { alice: 'Response_Action_Reject' }),
    'the request still waits for an answer',
  )
})

t.test('a robot is given what the answer holds, and nothing else (269/103730)', async (t) => {
  const answers: readonly [object | string, string | undefined][] = [
    [{ ErrorCode: 0, RspData: '{"a":1}' }, '{"a":1}'],
    [{ ErrorCode: 0 }, undefined],
    [{ ErrorCode: 1, RspData: 'x' }, undefined],
    ['<html>', undefined],
  ]
  for (const [answer, data] of answers) {
    const { platform } = await connected(t, {}, () => answer)
    t.equal(await platform.chat.signalRobot('alice', '@RBT#001', '{}'), data)
  }
})
