import { createHmac } from 'node:crypto'
import type { AppCheck, KeyFunction, Options, TokenFunction } from '@room-callbacks/core'
import { observe, redact, replay } from '@room-callbacks/core/inspect'
import { type InjectOptions, inject, packet } from '@room-callbacks/testing'
import fc from 'fast-check'
import t from 'tap'
import { check } from '../property/check.ts'
import { appId, deferred, observed, printedLines, settled } from './receiver.ts'

const command = 'Room.CallbackAfterDestroyRoom'
const body = packet(command)
const app = String(appId)

/** A receiver with functions, what these were asked, and a clock that is put on by hand. */
function asking(functions: { readonly token?: TokenFunction; readonly isServed?: AppCheck }, options: Options = {}) {
  const asked: string[] = []
  const clock = { now: 1_700_000_000_000 }
  const { token, isServed } = functions
  const counting =
    <Answer>(name: string, ask: (sdkAppId: string) => Answer) =>
    (sdkAppId: string): Answer => {
      asked.push(`${name} ${sdkAppId}`)
      return ask(sdkAppId)
    }
  const receiver = observed(
    {
      deduplication: false,
      clock: () => clock.now,
      ...(token && { token: counting('token', token) }),
      ...options,
    },
    isServed ? counting('app', isServed) : appId,
  )
  const send = async (given: InjectOptions = {}): Promise<string | undefined> => {
    const requestTime = Math.floor(clock.now / 1000)
    return (await inject(receiver.callbacks, body, { sdkAppId: app, token: 'secret', requestTime, ...given })).outcome
  }
  return { ...receiver, asked, clock, send }
}

t.test('a token function finds the token of an app, now or later, one or several', async (t) => {
  for (const found of ['secret', ['new', 'secret'], Promise.resolve('secret'), Promise.resolve(['secret'])]) {
    const { send, asked } = asking({ token: () => found })
    t.equal(await send(), 'unhandled')
    t.equal(await send({ token: 'forged' }), 'bad-signature')
    t.equal(await send({ token: undefined as never }), 'bad-signature', 'a callback without a signature')
    t.strictSame(asked, [`token ${app}`], 'the answer is used again')
  }
})

t.test('a token function is not asked about an app that is not served', async (t) => {
  const { send, asked } = asking({ token: () => 'secret' })
  t.equal(await send({ sdkAppId: '1400000001' }), 'unknown-app')
  t.equal(await send({ sdkAppId: 'x' }), 'malformed-query')
  t.strictSame(asked, [])
})

t.test('a function of app ids decides, and only true lets a callback in', async (t) => {
  for (const answer of [true, Promise.resolve(true)]) {
    t.equal(await asking({ isServed: () => answer }).send(), 'unhandled')
  }
  for (const answer of [false, Promise.resolve(false)]) {
    const { send, rejections } = asking({ isServed: () => answer })
    t.equal(await send(), 'unknown-app')
    t.match(rejections[0]?.error.message, /The function of app ids does not know it\.$/)
  }
  for (const answer of [undefined, null, 1, 'true', {}, Promise.resolve({ id: 5 })]) {
    const { send, errors } = asking({ isServed: () => answer as never })
    t.equal(await send(), 'lookup-failed')
    await settled()
    t.match(errors, [{ code: 'lookup-failed', message: /It returned \w+, where a boolean is due\./ }])
  }
})

t.test('a function of app ids is asked about digits alone, in their one spelling', async (t) => {
  const { send, asked, callbacks } = asking({ isServed: () => true })
  t.equal(await send({ sdkAppId: `0${app}` }), 'unknown-app')
  t.equal(await send({ sdkAppId: '0' }), 'unknown-app')
  t.equal(await send({ sdkAppId: '1'.repeat(17) }), 'malformed-query')
  t.equal(await send({ sdkAppId: '-1' }), 'malformed-query')
  t.strictSame(asked, [])
  t.strictSame(callbacks.sdkAppIds, [], 'no app is known at the start')
  await t.rejects(inject(callbacks, body), /give the sdkAppId option/)
})

t.test('both functions, and an object of tokens beside a function of app ids', async (t) => {
  const both = asking({ isServed: async (id) => id === app, token: async () => 'secret' })
  t.equal(await both.send(), 'unhandled')
  t.equal(await both.send({ token: 'forged' }), 'bad-signature')
  t.equal(await both.send({ sdkAppId: '5' }), 'unknown-app')
  t.strictSame(both.asked, [`app ${app}`, `token ${app}`, 'app 5'], 'an app that is not served needs no token')

  const given = asking({ isServed: () => true }, { token: { [app]: 'secret' } })
  t.equal(await given.send(), 'unhandled')
  t.equal(await given.send({ token: 'forged' }), 'bad-signature')
  t.equal(await given.send({ sdkAppId: '5' }), 'unknown-app', 'without a token it is no open door')
  t.strictSame(given.asked, [`app ${app}`])

  const one = asking({ isServed: () => true }, { token: 'secret' })
  t.equal(await one.send({ sdkAppId: '5' }), 'unhandled')
  t.equal(await one.send({ sdkAppId: '5', token: 'forged' }), 'bad-signature')
})

t.test('no answer of a token function is a pass', async (t) => {
  const failures = [
    () => {
      throw new Error('no database')
    },
    () => Promise.reject(new Error('no database')),
    () => '',
    async () => '',
    () => [],
    () => ['secret', 'with blank '],
    () => 5 as never,
    () => ({ [app]: 'secret' }) as never,
    () => [undefined] as never,
  ]
  for (const token of failures) {
    const { send, errors } = asking({ token })
    t.equal(await send(), 'lookup-failed', String(token))
    await settled()
    t.match(errors, [{ code: 'lookup-failed', message: /It was the token function\./i }], 'the error hook hears of it')
  }
  for (const token of [() => undefined, async () => undefined, () => null as never]) {
    const { send, rejections } = asking({ token })
    t.equal(await send(), 'unknown-app', String(token))
    t.match(rejections[0]?.error.message, /The token function does not know it\.$/)
  }
})

t.test('what a function threw is copied, and no reply holds it', async (t) => {
  const thrown = Object.assign(new Error('no database'), { password: 'hunter2' })
  const { callbacks, errors } = asking({ token: () => Promise.reject(thrown) })
  const { status, answer } = await inject(callbacks, body)
  t.equal(status, 503)
  t.strictSame(answer, { ActionStatus: 'FAIL', ErrorInfo: 'lookup-failed', ErrorCode: 1 })
  await settled()
  t.match(errors[0]?.cause, { message: 'no database' })
  t.notMatch(errors[0], { cause: { password: 'hunter2' } })
})

t.test('answers are used for 60 s, refusals for 10 s, failures for 1 s', async (t) => {
  let answer: () => string | undefined = () => 'secret'
  const { send, asked, clock } = asking({ token: async () => answer() })
  const after = async (ms: number) => {
    clock.now += ms
    return `${await send()} ${asked.length}`
  }
  t.equal(await after(0), 'unhandled 1')
  t.equal(await after(59_999), 'unhandled 1')
  answer = () => undefined
  t.equal(await after(1), 'unknown-app 2')
  answer = () => {
    throw new Error('no database')
  }
  t.equal(await after(9999), 'unknown-app 2')
  t.equal(await after(1), 'lookup-failed 3')
  answer = () => 'secret'
  t.equal(await after(999), 'lookup-failed 3')
  t.equal(await after(1), 'unhandled 4')
  t.equal(await after(-3_600_000), 'unhandled 5', 'a clock that was put back makes nothing young')
})

t.test('look-ups of one app at once share one call', async (t) => {
  const gate = deferred<string>()
  const { send, asked } = asking({ token: () => gate.promise })
  const sent = [send(), send(), send({ token: 'forged' })]
  await settled()
  gate.resolve('secret')
  t.strictSame(await Promise.all(sent), ['unhandled', 'unhandled', 'bad-signature'])
  t.equal(asked.length, 1)
})

t.test('a function that is late refuses, and its answer serves the next callbacks', async (t) => {
  const gate = deferred<string>()
  const { send, asked, rejections } = asking({ token: () => gate.promise }, { deadline: 10 })
  t.strictSame(await Promise.all([send(), send()]), ['lookup-failed', 'lookup-failed'])
  t.match(rejections[0]?.error.message, /The token function gave no answer before the deadline\.$/)
  gate.resolve('secret')
  await settled()
  t.equal(await send(), 'unhandled')
  t.equal(asked.length, 1)
})

t.test('a look-up that hangs is followed by another one, whose answer counts', async (t) => {
  const gates = [deferred<string>(), deferred<string>()]
  let calls = 0
  const { send, clock } = asking({ token: () => gates[calls++]?.promise as Promise<string> })
  const first = send()
  await settled()
  clock.now += 60_000
  const second = send()
  await settled()
  gates[1]?.resolve('secret')
  t.strictSame(await Promise.all([first, second]), ['unhandled', 'unhandled'], 'both get the answer of the second')
  gates[0]?.resolve('outdated')
  await settled()
  t.equal(await send(), 'unhandled', 'what the first said after that is not believed')
  t.equal(calls, 2)
})

t.test(
  'a stranger who makes up app ids fills no memory, takes no place, and does not run look-ups without limit',
  async (t) => {
    const hanging = new Promise<boolean>(() => {})
    const isServed = (id: string) => (id === app ? Promise.resolve(true) : id.startsWith('9') ? hanging : false)
    const { send, asked, clock, rejections } = asking({ isServed }, { concurrency: 2, deadline: 10, token: 'secret' })
    t.equal(await send(), 'unhandled')
    const flood = await Promise.all(['91', '92', '93'].map((sdkAppId) => send({ sdkAppId })))
    t.strictSame(flood, ['lookup-failed', 'lookup-failed', 'overloaded'])
    t.equal(await send({ sdkAppId: '94' }), 'overloaded', 'they are late, and not over')
    t.match(rejections.at(-1)?.error.message, /2 apps are being looked up\.$/)
    t.strictSame(asked.slice(1), ['app 91', 'app 92'])
    clock.now += 60_000
    t.equal(await send(), 'unhandled', 'an app that was served has look-ups of its own')
    t.equal(asked.length, 4)
  },
)

t.test('callbacks that wait for a look-up are bounded, too', async (t) => {
  const gate = deferred<string>()
  const { send, rejections } = asking({ token: () => gate.promise }, { concurrency: 2 })
  const sent = [send(), send(), send()]
  t.equal(await sent[2], 'overloaded')
  t.match(rejections[0]?.error.message, /2 callbacks wait for their app to be looked up\.$/)
  gate.resolve('secret')
  t.strictSame(await Promise.all(sent), ['unhandled', 'unhandled', 'overloaded'])
})

t.test('10,000 apps are remembered of each kind, and the oldest go first', async (t) => {
  const { callbacks, asked } = asking({ isServed: (id) => Number(id) < 1_000_000 })
  const ask = async (id: number) => {
    const query = `SdkAppid=${id}&CallbackCommand=${command}`
    const text = JSON.stringify(body)
    const request = { method: 'POST', query, headers: {}, remoteAddress: undefined, host: undefined as never }
    return (await callbacks.receive({ ...request, body: { kind: 'text', text } }))?.outcome
  }
  for (let id = 1; id <= 10_001; id++) {
    if ((await ask(id)) !== 'unhandled' || (await ask(1_000_000 + id)) !== 'unknown-app') t.fail(String(id))
  }
  t.equal(asked.length, 20_002)
  await Promise.all([ask(2), ask(10_001), ask(1_000_002), ask(1_010_001)])
  t.equal(asked.length, 20_002, 'they are remembered')
  await Promise.all([ask(1), ask(1_000_001)])
  t.equal(asked.length, 20_004, 'the first of each kind are forgotten')
})

t.test('an arbitrary answer lets a callback in only if it is a token that signs it', async (t) => {
  const token = fc.oneof(fc.constant('secret'), fc.string(), fc.constant('secret '))
  const answer = fc.oneof(token, fc.array(token, { maxLength: 3 }), fc.anything())
  await check(
    t,
    fc.asyncProperty(answer, fc.boolean(), async (answer, isLater) => {
      const { send } = asking({ token: () => (isLater ? Promise.resolve(answer) : answer) as never })
      const outcome = await send()
      const tokens = [answer].flat()
      const isSigned =
        tokens.includes('secret') && tokens.every((one) => typeof one === 'string' && /^[!-~]+$/.test(one))
      if (outcome === 'unhandled' && !isSigned) throw new Error(`${JSON.stringify(answer)} let it in`)
      if (outcome !== 'unhandled' && isSigned) throw new Error(`${JSON.stringify(answer)} refused it: ${outcome}`)
    }),
    500,
  )
})

t.test('a key function finds the key of an app, and only events of RTC Engine need it', async (t) => {
  const event = JSON.stringify({ EventGroupId: 1, EventType: 102, CallbackTs: 1, EventInfo: { RoomId: 'r1' } })
  const outcomeOf = async (key: KeyFunction, sign: string | undefined) => {
    const { callbacks, errors, send } = asking({}, { key })
    t.equal(await send(), 'unhandled', 'a callback with a command does without')
    const reply = await callbacks.receive({
      method: 'POST',
      query: '',
      headers: { sdkappid: app, ...(sign !== undefined && { sign }) },
      body: { kind: 'bytes', bytes: Buffer.from(event) },
      remoteAddress: undefined,
      host: undefined as never,
    })
    await settled()
    return `${reply?.outcome} ${errors.map(({ code }) => code).join()}`.trim()
  }
  const signed = (key: string) => createHmac('sha256', key).update(event).digest('base64')
  const sign = signed('key1')
  const proven = ['unhandled', 'unknown-command']
  for (const key of ['key1', ['key2', 'key1'], Promise.resolve('key1')]) {
    t.ok(proven.includes(await outcomeOf(() => key, sign)))
    t.equal(await outcomeOf(() => key, signed('forged')), 'bad-signature')
  }
  t.ok(proven.includes(await outcomeOf(() => false, undefined)), 'the console has no key for this app')
  t.equal(await outcomeOf(async () => undefined, sign), 'unknown-app')
  for (const key of ['', [], ['key1', false], { [app]: 'key1' }, true, 5, () => 'key1']) {
    t.equal(await outcomeOf(() => key as never, sign), 'lookup-failed lookup-failed', JSON.stringify(key))
  }
})

t.test('tools see what became of the signature, and show no token that was found', async (t) => {
  const { callbacks, send, clock } = asking({ isServed: async () => true, token: async (id) => `secret${id}` })
  const seen: string[] = []
  observe(callbacks, { answered: ({ signature }) => seen.push(signature) })
  t.equal(await send({ sdkAppId: '5', token: 'secret5' }), 'unhandled')
  t.equal(await send({ sdkAppId: '5', token: 'forged' }), 'bad-signature')
  t.strictSame(seen, ['valid', 'wrong'])
  t.equal(redact(callbacks, 'it is secret5, not secret7'), 'it is [token], not secret7')
  t.equal(redact(callbacks, 'secret5'), '[token]')
  t.equal(await send({ sdkAppId: '7', token: 'secret7' }), 'unhandled')
  t.equal(redact(callbacks, 'it is secret5, not secret7'), 'it is [token], not [token]')
  clock.now += 1
  const { outcome } = await replay(callbacks, { sdkAppId: '9', command, raw: Buffer.from(JSON.stringify(body)) })
  t.equal(outcome, 'unhandled', 'a replay asks no function')
  t.equal(seen.at(-1), 'unchecked')
})

t.test('a failure is printed where no hook hears of it', async (t) => {
  const lines = printedLines(t)
  const { callbacks } = asking({ token: () => Promise.reject(new Error('no database')) })
  callbacks.off('rejected')
  callbacks.off('error')
  await inject(callbacks, body)
  await settled()
  t.match(lines[0], /^room-callbacks: refused one callback: lookup-failed \(503\)\. .*no database/)
})
