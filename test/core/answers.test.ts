import { type Allow, type AllowWith, allow, answer, type Deny, deny } from '@room-callbacks/core'
import { Account, defineCommand, List, Milliseconds, Text } from '@room-callbacks/core/define'
import { inject } from '@room-callbacks/testing'
import t from 'tap'
import Type from 'typebox'
import { decision, observed } from './receiver.ts'

const invite = () =>
  defineCommand('Test.BeforeInvite', {
    phase: 'before',
    answer: {
      verdicts: ['allow', 'deny'],
      codes: [10100, 10200],
      platformDefault: 'allow',
      fields: {
        allow: Type.Object({ Refused: List('Who.', Account('User id.')) }, { additionalProperties: false }),
      },
    },
    body: { EventTime: Milliseconds('When.') },
  })

const befriend = () =>
  defineCommand('Test.BeforeBefriend', {
    phase: 'before',
    answer: {
      verdicts: ['allow', 'deny'],
      codes: [38000, 39000],
      platformDefault: 'allow',
      eachOf: 'FriendItem',
      fields: {
        allow: Type.Object({
          ResultItem: List(
            'Each.',
            Type.Object({
              To_Account: Account('User id.'),
              ResultCode: Type.Integer(),
              ResultInfo: Text('Why.'),
            }),
          ),
        }),
      },
    },
    body: { FriendItem: List('Who.', Type.Object({ To_Account: Account('User id.') })) },
  })

const signal = () =>
  defineCommand('Test.OnSignal', {
    phase: 'answering',
    answer: { fields: { answer: Type.Object({ RspData: Text('Data.') }, { additionalProperties: false }) } },
    body: { Data: Text('Data.'), EventTime: Milliseconds('When.') },
  })

async function decided(verdict: Allow | AllowWith<object> | Deny) {
  const { callbacks, errors } = observed()
  callbacks.on(invite(), () => verdict)
  const { answer } = await inject(callbacks, { CallbackCommand: 'Test.BeforeInvite', EventTime: 1 })
  return { answer, errors: errors.map(({ message }) => message) }
}

t.test('allow() carries the fields that the command documents', async (t) => {
  const ok = { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 }
  t.strictSame(await decided(allow()), { answer: ok, errors: [] })
  t.strictSame((await decided(allow({ Refused: ['tom'] }))).answer, { Refused: ['tom'], ...ok })
  const wrong = await decided(allow({ Refused: 'tom' }))
  t.match(wrong, { answer: { ErrorCode: 1 }, errors: [/allow\(\) was given fields that do not fit: \/Refused type/] })
})

async function asked(respond: (() => Allow | AllowWith<object> | Deny) | undefined, FriendItem: unknown = friends) {
  const { callbacks, errors } = observed(respond ? {} : { fallback: 'deny' })
  if (respond) callbacks.on(befriend(), respond)
  else {
    callbacks.on(befriend(), () => {
      throw new Error('as asked')
    })
  }
  const { answer, outcome } = await inject(callbacks, { CallbackCommand: 'Test.BeforeBefriend', FriendItem })
  return { answer: answer as object as Record<string, unknown>, outcome, errors: errors.map(({ code }) => code) }
}

const friends = [{ To_Account: 'tom' }, { To_Account: 'ann' }]
const both = (ResultCode: number, ResultInfo = '') =>
  ['tom', 'ann'].map((To_Account) => ({ To_Account, ResultCode, ResultInfo }))

t.test('a command that asks about several users answers for each', async (t) => {
  t.match(await asked(() => allow()), { answer: { ErrorCode: 0, ResultItem: both(0) }, errors: [] })
  const denied = await asked(() => deny(38010, 'Blocked'))
  t.strictSame(denied.answer['ResultItem'], both(38010, 'Blocked'))
  t.equal(denied.answer['ErrorCode'], 0, 'another one would let all of them pass')
  t.strictSame((await asked(() => deny())).answer['ResultItem'], both(38000))
  t.strictSame((await asked(undefined)).answer['ResultItem'], both(38000), 'the fallback does, too')
})

t.test('a user whom the handler forgot is refused, and the mistake is reported', async (t) => {
  const { answer, errors } = await asked(() =>
    allow({ ResultItem: [{ To_Account: 'tom', ResultCode: 0, ResultInfo: '' }] }),
  )
  t.strictSame(answer['ResultItem'], [both(0)[0], both(38000)[1]])
  t.strictSame(errors, ['invalid-verdict'])
})

t.test('an answering command gets what its handler answers', async (t) => {
  const { callbacks, errors } = observed()
  callbacks.on(signal(), ({ Data }) => {
    if (Data === 'none') return undefined
    if (Data === 'fail') throw new Error('as asked')
    return answer({ RspData: Data === 'wrong' ? (5 as never) : `${Data}!` })
  })
  let EventTime = 0
  const send = (Data: string) => inject(callbacks, { CallbackCommand: 'Test.OnSignal', Data, EventTime: ++EventTime })
  const answered = await send('hello')
  t.strictSame(answered.answer, { RspData: 'hello!', ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 })
  t.equal(decision(await send('none')), '200 handled OK 0')
  t.equal(decision(await send('wrong')), '200 handled OK 1')
  t.equal(decision(await send('fail')), '200 fallback OK 1', 'the platform is told that it failed')
  t.strictSame(
    errors.map(({ code }) => code),
    ['invalid-verdict', 'handler-failed'],
  )
  EventTime = 0
  t.strictSame(await send('hello'), { ...answered, outcome: 'duplicate' }, 'a repetition gets the same data')
})

t.test('an answering command has one handler, and without one the platform is told that it failed', async (t) => {
  const { callbacks } = observed()
  const command = signal()
  callbacks.on(command, () => answer({ RspData: 'one' }))
  t.throws(() => callbacks.on(command, () => undefined), { code: 'duplicate-handler' })
  callbacks.off(command as never)
  callbacks.on('*', () => {})
  const { outcome, answer: plain } = await inject(callbacks, { CallbackCommand: command.name, Data: '', EventTime: 1 })
  t.match({ outcome, plain }, { outcome: 'unhandled', plain: { ErrorCode: 1 } })
})
