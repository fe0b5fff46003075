import { inspect } from 'node:util'
import { allow, type BeforeCommandName, deny, drop, replace } from '@room-callbacks/core'
import { inject, packet } from '@room-callbacks/testing'
import t from 'tap'
import { decision, deferred, observed, settled } from './receiver.ts'

const gift = 'Live.CallbackBeforeSendGift'
const message = 'Group.CallbackBeforeSendMsg'

/** What a Before command is answered when its handler returns a value, and what the error hook is told. */
async function verdict(command: BeforeCommandName, value: unknown) {
  const { callbacks, errors } = observed()
  callbacks.on(command, () => value as never)
  const injected = await inject(callbacks, packet(command))
  return { answered: decision(injected), answer: injected.answer, errors }
}

const passes: readonly [BeforeCommandName, unknown, string][] = [
  [gift, allow(), '200 handled OK 0'],
  [gift, deny(), '200 handled OK 1'],
  [gift, deny(1, 'no'), '200 handled OK 1 no'],
  [gift, deny(102100, 'first'), '200 handled OK 102100 first'],
  [gift, deny(102200, 'last'), '200 handled OK 102200 last'],
  [gift, Promise.resolve(deny(102101)), '200 handled OK 102101'],
  [message, allow(), '200 handled OK 0'],
  [message, deny(), '200 handled OK 1'],
  [message, deny(10100, 'first'), '200 handled OK 10100 first'],
  [message, deny(10200, 'last'), '200 handled OK 10200 last'],
  [message, drop(), '200 handled OK 2'],
]

for (const [command, value, expected] of passes) {
  t.test(`${command} ${JSON.stringify(value)} ${expected}`, async (t) => {
    const { answered, errors } = await verdict(command, value)
    t.equal(answered, expected)
    t.strictSame(errors, [])
  })
}

const unwritable = { MsgBody: [{ MsgType: 'TIMCustomElem', MsgContent: { Data: 10n } }] }

const mistakes: readonly [BeforeCommandName, unknown, RegExp][] = [
  [gift, deny(0), /takes 1, or 102100 to 102200/],
  [gift, deny(2), /takes 1/],
  [gift, deny(102099), /takes 1/],
  [gift, deny(102201), /takes 1/],
  [gift, deny(10100), /takes 1/],
  [gift, deny(102100.5), /takes 1/],
  [gift, deny('1' as never), /takes 1/],
  [gift, deny(Number.NaN), /takes 1/],
  [gift, deny(1, { secret: true } as never), /text/],
  [gift, drop(), /does not know drop/],
  [gift, replace({ CloudCustomData: 'a' }), /does not know replace/],
  [gift, { kind: 'approve' }, /does not know approve/],
  [message, deny(2), /takes 1, or 10100 to 10200/],
  [message, deny(102101), /takes 1/],
  [message, replace({}), /do not fit/],
  [message, replace({ MsgBody: undefined } as never), /do not fit/],
  [message, replace(unwritable), /do not fit/],
  [message, replace({ Text: 'a' } as never), /do not fit/],
  [message, replace({ MsgBody: 'a' } as never), /do not fit: \/MsgBody type/],
  [message, replace({ MsgBody: [{ MsgType: 'TIMTextElem' }] } as never), /do not fit/],
  [message, replace(undefined as never), /do not fit/],
]

for (const [command, value, expected] of mistakes) {
  t.test(`${command} ${inspect(value)} is reported and becomes the plain refusal`, async (t) => {
    const { answered, errors } = await verdict(command, value)
    t.equal(answered, '200 handled OK 1')
    t.match(errors, [{ code: 'invalid-verdict', message: expected }])
    t.equal(errors.length, 1)
  })
}

t.test('a message is replaced', async (t) => {
  const MsgBody = [{ MsgType: 'TIMTextElem', MsgContent: { Text: '***' } }]
  const { answer } = await verdict(message, replace({ MsgBody, CloudCustomData: 'checked' }))
  const ok = { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 }
  t.strictSame(answer, { ...ok, MsgBody, CloudCustomData: 'checked' })
  t.strictSame((await verdict(message, replace({ CloudCustomData: '' }))).answer, { ...ok, CloudCustomData: '' })
  t.strictSame((await verdict(message, replace({ MsgBody: [] }))).answer, { ...ok, MsgBody: [] })
})

t.test('a text outside ASCII keeps its length', async (t) => {
  const { callbacks } = observed()
  callbacks.on(gift, () => deny(102101, '余额不足 💰'))
  const { headers, answer } = await inject(callbacks, packet(gift))
  t.equal(answer.ErrorInfo, '余额不足 💰')
  t.equal(headers['content-length'], String(Buffer.byteLength(JSON.stringify(answer))))
})

t.test('no verdict is the fallback, which is what Tencent itself would do', async (t) => {
  for (const nothing of [undefined, null, true, 'allow', {}]) {
    const { answered, errors } = await verdict(gift, nothing)
    t.equal(answered, '200 fallback OK 1')
    t.match(errors, [{ code: 'invalid-verdict' }])
    t.equal((await verdict(message, nothing)).answered, '200 fallback OK 0')
  }
})

t.test('a handler that throws leaves the fallback', async (t) => {
  for (const [command, expected] of [
    [gift, '200 fallback OK 1'],
    [message, '200 fallback OK 0'],
  ] as const) {
    const { callbacks, errors } = observed()
    const cause = new Error('the password is hunter2')
    callbacks.on(command, () => {
      throw cause
    })
    t.equal(decision(await inject(callbacks, packet(command))), expected)
    t.match(errors, [{ code: 'handler-failed' }])
    t.equal(errors[0]?.cause, cause)
  }
})

t.test('without a handler the fallback answers', async (t) => {
  const { callbacks } = observed()
  let unhandled = 0
  callbacks.on('unhandled', () => unhandled++)
  t.equal(decision(await inject(callbacks, packet(gift))), '200 unhandled OK 1')
  t.equal(decision(await inject(callbacks, packet(message))), '200 unhandled OK 0')
  t.equal(unhandled, 2)
})

t.test('the fallback can be chosen for all commands, or command by command', async (t) => {
  const outcome = async (fallback: 'allow' | 'deny' | Record<string, 'allow' | 'deny'>, command: BeforeCommandName) =>
    decision(await inject(observed({ fallback }).callbacks, packet(command)))
  t.equal(await outcome('allow', gift), '200 unhandled OK 0')
  t.equal(await outcome('deny', message), '200 unhandled OK 1')
  t.equal(await outcome({ [gift]: 'allow' }, gift), '200 unhandled OK 0')
  t.equal(await outcome({ [gift]: 'allow' }, message), '200 unhandled OK 0')
  t.equal(await outcome({ [message]: 'deny' }, message), '200 unhandled OK 1')
  t.equal(await outcome({ [message]: 'deny' }, gift), '200 unhandled OK 1')
})

t.test('a chosen fallback answers a refused packet too, once it is authentic', async (t) => {
  const { callbacks, rejections } = observed({ token: 'secret', fallback: { [message]: 'deny', [gift]: 'allow' } })
  const broken = { CallbackCommand: message }
  t.equal(decision(await inject(callbacks, broken, { token: 'secret' })), '200 invalid-packet OK 1')
  t.equal(decision(await inject(callbacks, broken, { token: 'forged' })), '401 bad-signature FAIL 1 bad-signature')
  t.equal(decision(await inject(callbacks, '{', { command: gift, token: 'secret' })), '200 invalid-json OK 0')
  t.match(rejections, [{ outcome: 'invalid-packet' }, { outcome: 'bad-signature' }, { outcome: 'invalid-json' }])
})

t.test('without a chosen fallback a packet that does not fit is answered as the platform would', async (t) => {
  const { callbacks } = observed()
  t.equal(decision(await inject(callbacks, { CallbackCommand: message })), '200 invalid-packet OK 0')
  t.equal(decision(await inject(callbacks, {}, { command: gift })), '200 invalid-packet OK 1')
  t.equal(decision(await inject(callbacks, '{', { command: gift })), '200 invalid-json OK 1')
  const foreign = { CallbackCommand: gift }
  t.equal(
    decision(await inject(callbacks, foreign, { command: message })),
    '400 command-mismatch FAIL 1 command-mismatch',
  )
})

t.test('observers of a Before command never make its verdict late', async (t) => {
  const { callbacks, errors } = observed()
  const order: string[] = []
  const gate = deferred()
  callbacks
    .on(message, () => {
      order.push('verdict')
      return deny()
    })
    .on('*', async () => {
      order.push('observer')
      await gate.promise
      order.push('observer done')
      throw new Error('too late to matter')
    })
  t.equal(decision(await inject(callbacks, packet(message))), '200 handled OK 1')
  t.notOk(order.includes('observer done'))
  gate.resolve()
  await callbacks.close()
  t.ok(order.includes('observer done'), 'close waits for it')
  t.match(errors, [{ code: 'handler-failed' }])
})

const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}
const throwing = (field: string) =>
  Object.defineProperty({ kind: 'deny', code: 1, text: '' }, field, {
    get() {
      throw new Error('the password is hunter2')
    },
  })
/* biome-ignore-start lint/suspicious/noThenProperty: what handlers return may be any thenable */
const hostile: readonly [string, () => unknown, 'handler-failed' | 'invalid-verdict'][] = [
  ['a revoked proxy', revoked, 'handler-failed'],
  ['a promise of a revoked proxy', async () => revoked(), 'handler-failed'],
  ['a thenable whose then cannot be read', () => throwing('then'), 'handler-failed'],
  ['a promise of such a thenable', async () => throwing('then'), 'handler-failed'],
  ['a thenable whose then can be read once', () => onceReadable(), 'handler-failed'],
  ['a thenable that throws', () => ({ then: () => fail() }), 'handler-failed'],
  [
    'a promise without a constructor',
    () => Object.defineProperty(Promise.resolve(), 'constructor', { get: fail }),
    'handler-failed',
  ],
  [
    'a thenable of a revoked proxy',
    () => ({ then: (resolve: (value: unknown) => void) => resolve(revoked()) }),
    'handler-failed',
  ],
  ['a verdict without a readable kind', () => throwing('kind'), 'invalid-verdict'],
  ['a promise of one', async () => throwing('kind'), 'invalid-verdict'],
  ['a verdict without a readable code', () => throwing('code'), 'invalid-verdict'],
  ['a verdict without a readable text', () => throwing('text'), 'invalid-verdict'],
  ['a verdict with a revoked kind', () => ({ kind: revoked() }), 'invalid-verdict'],
  ['a thenable that resolves to nothing', () => ({ then: (resolve: () => void) => resolve() }), 'invalid-verdict'],
]

function fail(): never {
  throw new Error('the password is hunter2')
}

function onceReadable(): object {
  let reads = 0
  return Object.defineProperty({}, 'then', { get: () => (reads++ === 0 ? () => {} : fail()) })
}

for (const [name, returned, code] of hostile) {
  t.test(`${name} is a failure of its handler, answered by the fallback, and its claim is released`, async (t) => {
    const { callbacks, errors } = observed({ fallback: 'deny' })
    let runs = 0
    const run = () => {
      runs++
      return returned() as never
    }
    callbacks.on(message, run)
    for (const times of [1, 2]) {
      t.equal(decision(await inject(callbacks, packet(message))), '200 fallback OK 1')
      await settled()
      t.equal(runs, times)
    }
    t.match(errors, [{ code }, { code }])

    const after = observed()
    runs = 0
    after.callbacks.on('Room.CallbackAfterMemberEnter', run)
    const isFailure = code === 'handler-failed'
    for (const times of [1, 2]) {
      const { outcome, answer } = await inject(after.callbacks, packet('Room.CallbackAfterMemberEnter'))
      t.equal(outcome, isFailure ? 'handler-failed' : times === 1 ? 'handled' : 'duplicate')
      t.notMatch(JSON.stringify(answer), 'hunter2')
      t.equal(runs, isFailure ? times : 1)
    }
    t.match(after.errors, isFailure ? [{ code }, { code }] : [])
  })
}

t.test('a thenable is asked once, its first answer stands, and one that never answers is late', async (t) => {
  const { callbacks, errors } = observed({ deadline: 20 })
  let asked = 0
  const twice = {
    then(resolve: (value: unknown) => void, reject: (reason: unknown) => void) {
      asked++
      resolve(deny(10101))
      resolve(allow())
      reject(new Error('too late to matter'))
    },
  }
  callbacks.on(message, () => twice as never)
  t.equal(decision(await inject(callbacks, packet(message))), '200 handled OK 10101')
  t.equal(asked, 1)
  const never = {
    then() {
      asked++
    },
  }
  const silent = observed({ deadline: 20, fallback: 'deny' })
  silent.callbacks.on(message, () => never as never)
  t.equal(decision(await inject(silent.callbacks, packet(message))), '200 timed-out OK 1')
  await settled()
  t.equal(asked, 2, 'once, also when it is late')
  t.strictSame([...errors, ...silent.errors], [])
})
/* biome-ignore-end lint/suspicious/noThenProperty: above */

t.test('a verdict that says another kind each time is read once', async (t) => {
  let reads = 0
  const kinds = ['deny', 'allow', 'drop']
  const fickle = Object.defineProperty({ code: 10101, text: '' }, 'kind', { get: () => kinds[Math.min(reads++, 2)] })
  const { answered } = await verdict(message, fickle)
  t.equal(answered, '200 handled OK 0', 'once to see that it is a verdict, once for what it says')
  t.equal(reads, 2)
})
