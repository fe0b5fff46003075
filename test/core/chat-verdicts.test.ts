import {
  type AnsweringCommandName,
  allow,
  answer,
  type BeforeCommandName,
  deny,
  drop,
  replace,
} from '@room-callbacks/core'
import { inject, packet } from '@room-callbacks/testing'
import t from 'tap'
import { decision, observed } from './receiver.ts'

/** What a command is answered when its handler returns a value, and what the error hook is told. */
async function answered(command: BeforeCommandName | AnsweringCommandName, value: unknown) {
  const { callbacks, errors } = observed()
  callbacks.on(command, () => value as never)
  const injected = await inject(callbacks, packet(command))
  const mistakes = errors.map(({ code, message }) => `${code}: ${message}`)
  return { decided: decision(injected), answer: injected.answer, mistakes }
}

const ok = { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 }
const group = [10100, 10200] as const
const person = [120001, 130000] as const

/** What chat.md 4 says of each Before command but those of Sns; the last one documents no codes. */
const rules: readonly [BeforeCommandName, readonly [number, number] | undefined, boolean][] = [
  ['C2C.CallbackBeforeSendMsg', person, true],
  ['Group.CallbackBeforeSendMsg', group, true],
  ['Group.CallbackBeforeCreateGroup', group, false],
  ['Group.CallbackBeforeApplyJoinGroup', group, false],
  ['Group.CallbackBeforeInviteJoinGroup', group, false],
  ['Group.CallbackBeforeCreateTopic', group, false],
  ['OfficialAccount.CallbackBeforeCreateOfficialAccount', person, false],
  ['OfficialAccount.CallbackBeforeSendMsg', person, true],
  ['OfficialAccount.CallbackBeforeAddSubscriber', undefined, false],
]

for (const [command, codes, isMessage] of rules) {
  t.test(`${command}: its codes, and what it knows`, async (t) => {
    t.equal((await answered(command, allow())).decided, '200 handled OK 0')
    t.equal((await answered(command, deny())).decided, '200 handled OK 1')
    const [first, last] = codes ?? [1, 1]
    for (const code of [first, last]) {
      t.equal((await answered(command, deny(code, 'No'))).decided, `200 handled OK ${code} No`)
    }
    for (const wrong of [0, 2, first - 1, last + 1]) {
      const { decided, mistakes } = await answered(command, deny(wrong))
      t.equal(decided, '200 handled OK 1', `${wrong} is none of its codes`)
      t.match(mistakes, [/^invalid-verdict: .*deny\(\) takes 1/])
    }
    const dropped = await answered(command, drop())
    t.equal(dropped.decided, isMessage ? '200 handled OK 2' : '200 handled OK 1')
    t.equal(dropped.mistakes.length, isMessage ? 0 : 1)
    const MsgBody = [{ MsgType: 'TIMTextElem', MsgContent: { Text: '***' } }]
    const replaced = await answered(command, replace({ MsgBody, CloudCustomData: 'checked' }))
    if (isMessage) t.strictSame(replaced.answer, { ...ok, MsgBody, CloudCustomData: 'checked' })
    else t.match(replaced, { decided: '200 handled OK 1', mistakes: [/does not know replace/] })
  })
}

const all = [
  ...rules.map(([command]) => command),
  'Sns.CallbackPrevFriendAdd',
  'Sns.CallbackPrevFriendResponse',
] as const

t.test('without a handler each goes on, as it does when Tencent waits in vain', async (t) => {
  t.equal(all.length, 11)
  for (const command of all) {
    const { callbacks } = observed()
    t.equal(decision(await inject(callbacks, packet(command))), '200 unhandled OK 0', command)
    const denying = observed({ fallback: { [command]: 'deny' } })
    const { answer } = await inject(denying.callbacks, packet(command))
    if (command.startsWith('Sns.')) t.match(answer, { ErrorCode: 0, ResultItem: [{ ResultCode: 38000 }, {}] }, command)
    else t.equal(answer.ErrorCode, 1, command)
  }
})

for (const [command, field] of [
  ['Group.CallbackBeforeInviteJoinGroup', 'RefusedMembers_Account'],
  ['OfficialAccount.CallbackBeforeAddSubscriber', 'RefusedSubscribers_Account'],
] as const) {
  t.test(`${command}: some are refused, and the others are not`, async (t) => {
    t.strictSame((await answered(command, allow({ [field]: ['jared'] }))).answer, { [field]: ['jared'], ...ok })
    t.strictSame((await answered(command, allow({ [field]: [] }))).answer, { [field]: [], ...ok })
    const other = field === 'RefusedMembers_Account' ? 'RefusedSubscribers_Account' : 'RefusedMembers_Account'
    for (const wrong of [
      { [field]: 'jared' },
      { [field]: [5] },
      { [other]: ['jared'] },
      {},
      { [field]: [], MsgBody: [] },
    ]) {
      const { decided, mistakes } = await answered(command, allow(wrong))
      t.equal(decided, '200 handled OK 1', 'a result that was not understood lets no user in')
      t.match(mistakes, [/^invalid-verdict: .*allow\(\) was given fields that do not fit/])
    }
  })
}

for (const command of ['Sns.CallbackPrevFriendAdd', 'Sns.CallbackPrevFriendResponse'] as const) {
  const each = (ResultCode: number, ResultInfo = '') =>
    ['id1', 'id2'].map((To_Account) => ({ To_Account, ResultCode, ResultInfo }))
  const results = async (value: unknown) => {
    const { answer, mistakes } = await answered(command, value)
    const { ResultItem, ...plain } = answer
    return { ResultItem, plain, mistakes }
  }

  t.test(`${command}: each asked user has a result, and the code of the answer is always 0`, async (t) => {
    t.strictSame(await results(allow()), { ResultItem: each(0), plain: ok, mistakes: [] })
    t.strictSame(await results(deny()), { ResultItem: each(38000), plain: ok, mistakes: [] })
    t.strictSame(await results(deny(38500, 'No')), { ResultItem: each(38500, 'No'), plain: ok, mistakes: [] })
    const some = [
      { To_Account: 'id2', ResultCode: 0, ResultInfo: '' },
      { To_Account: 'id1', ResultCode: 39000, ResultInfo: 'Blocked' },
    ]
    t.strictSame(await results(allow({ ResultItem: some })), { ResultItem: some.toReversed(), plain: ok, mistakes: [] })
  })

  t.test(`${command}: whom the handler forgot is refused, and what does not fit refuses all`, async (t) => {
    const forgetful = await results(allow({ ResultItem: each(0).slice(1) }))
    t.match(forgetful, { ResultItem: [each(38000)[0], each(0)[1]], plain: ok, mistakes: [/no result for 1 of 2/] })
    const strange = await results(allow({ ResultItem: [...each(0), { ...each(0)[0], To_Account: 'stranger' }] }))
    t.strictSame(strange.ResultItem, each(0), 'only users that were asked about')
    for (const wrong of [
      deny(37999),
      deny(39001),
      drop(),
      allow({ ResultItem: each(1) }),
      allow({ ResultItem: each(39001) }),
      allow({ ResultItem: [{ To_Account: 'id1', ResultCode: 0 }] }),
      allow({}),
    ]) {
      const { ResultItem, plain, mistakes } = await results(wrong)
      t.strictSame({ ResultItem, plain }, { ResultItem: each(38000), plain: ok })
      t.match(mistakes, [/^invalid-verdict: /])
    }
  })
}

t.test('Chatbot.OnC2CSignalMessage hands data to the robot', async (t) => {
  const command = 'Chatbot.OnC2CSignalMessage'
  t.strictSame((await answered(command, answer({ RspData: '{}' }))).answer, { RspData: '{}', ...ok })
  t.equal((await answered(command, undefined)).decided, '200 handled OK 0')
  for (const wrong of [answer({ RspData: {} }), answer({}), answer({ Body: {} }), allow(), deny()]) {
    t.match(await answered(command, wrong), { decided: '200 handled OK 1', mistakes: [/^invalid-verdict: /] })
  }
})

t.test('Chatbot.InterfaceInvocation sets the variables of the dialogue', async (t) => {
  const command = 'Chatbot.InterfaceInvocation'
  const Body = { testKey1: 'value1', testKey3: '10' }
  t.strictSame((await answered(command, answer({ Body }))).answer, { Body, ...ok })
  for (const wrong of [answer({ Body: [] }), answer({ Body: 'a' }), answer({ RspData: 'a' }), answer({})]) {
    t.match(await answered(command, wrong), { decided: '200 handled OK 1', mistakes: [/^invalid-verdict: /] })
  }
  const { callbacks } = observed()
  t.equal(decision(await inject(callbacks, packet(command))), '200 unhandled OK 1', 'unset variables are no success')
})
