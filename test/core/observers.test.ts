import assert from 'node:assert/strict'
import { allow, deny, messageText } from '@room-callbacks/core'
import { type Observation, observe, type Passing } from '@room-callbacks/core/inspect'
import { inject, memoryInbox, packet } from '@room-callbacks/testing'
import t from 'tap'
import { decision, deferred, observed, settled } from './receiver.ts'

const message = 'Group.CallbackBeforeSendMsg'
const sent = packet(message, { MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'darn' } }] })
type Sent = typeof sent
const { MsgBody: _lost, ...broken } = sent

const textOf = (event: unknown): unknown => messageText((event as Sent).MsgBody)
const judge = (event: unknown) => (textOf(event) === 'darn' ? deny(10101) : allow())

/** Writes into everything that it is given, as a logger that redacts in place does. */
function redact(event: unknown, context: { readonly raw: Uint8Array; readonly command: string }): unknown {
  const before = [textOf(event), context.raw.includes(0x64), context.command]
  for (const part of (event as Sent).MsgBody) Object.assign(part, { MsgContent: { Text: '[redacted]' } })
  context.raw.fill(0x20)
  Object.assign(context, { command: '[redacted]', phase: 'after' })
  return before
}
const untouched = ['darn', true, message]

t.test('`*` of a Before command runs after the verdict, each with an event of its own', async (t) => {
  const { callbacks, errors } = observed()
  const order: unknown[] = []
  const handled: unknown[] = []
  callbacks
    .on('*', (event, context) => order.push(redact(event, context)))
    .on(message, (event, context) => {
      handled.push([textOf(event), context.raw.includes(0x64), context.idempotencyKey])
      order.push('handler')
      return judge(event)
    })
    .on('*', (event, context) => order.push(context.idempotencyKey, redact(event, context)))
  t.equal(decision(await inject(callbacks, sent)), '200 handled OK 10101')
  await callbacks.close()
  t.match(handled, [['darn', true, /./]])
  t.strictSame(order, ['handler', untouched, (handled as string[][])[0]?.[2], untouched])
  t.strictSame(errors, [])
})

t.test('they see what was sent, also when the handler changes its event', async (t) => {
  const { callbacks } = observed()
  const seen: unknown[] = []
  callbacks
    .on(message, (event, context) => {
      redact(event, context)
      Object.assign(event, { notForAClone: () => {} })
      return allow()
    })
    .on('*', (event, context) => seen.push(redact(event, context)))
  t.equal(decision(await inject(callbacks, sent)), '200 handled OK 0')
  await callbacks.close()
  t.strictSame(seen, [untouched])
})

t.test('a handler that is late goes on with its own event', async (t) => {
  const { callbacks } = observed({ deadline: 20 })
  const gate = deferred()
  const handled: unknown[] = []
  let shown = 0
  callbacks
    .on(message, async (event, context) => {
      await gate.promise
      handled.push([textOf(event), context.raw.includes(0x64), context.command])
      return judge(event)
    })
    .on('*', (event, context) => {
      redact(event, context)
      shown++
    })
  observe(callbacks, { answered: (observation, passing) => scribble(observation, passing) })
  t.equal((await inject(callbacks, sent)).outcome, 'timed-out')
  await settled()
  t.equal(shown, 1)
  gate.resolve()
  await callbacks.close()
  t.strictSame(handled, [untouched])
})

t.test('without a handler the fallback is the answer, and each hook gets an event of its own', async (t) => {
  const { callbacks } = observed({ fallback: 'deny', deduplication: { window: 1000 } })
  const seen: unknown[] = []
  callbacks
    .on('unhandled', (event, context) => seen.push(redact(event, context)))
    .on('unhandled', (event, context) => seen.push(redact(event, context)))
  t.equal(decision(await inject(callbacks, sent)), '200 unhandled OK 1')
  await callbacks.close()
  t.strictSame(seen, [untouched, untouched])
})

t.test('each duplicate hook gets an event of its own, and the first verdict stands', async (t) => {
  const { callbacks } = observed()
  const seen: unknown[] = []
  callbacks
    .on('duplicate', (event, context) => seen.push(redact(event, context)))
    .on(message, judge)
    .on('duplicate', (event, context) => seen.push(redact(event, context)))
  for (const outcome of ['handled', 'duplicate', 'duplicate']) {
    t.equal(decision(await inject(callbacks, sent)), `200 ${outcome} OK 10101`)
  }
  await callbacks.close()
  t.strictSame(seen, [untouched, untouched, untouched, untouched])
})

t.test('what a rejected hook writes into its error is no answer', async (t) => {
  const { callbacks } = observed({ fallback: 'deny' })
  callbacks.on('rejected', ({ error }) => Object.assign(error, { code: 'handled', status: 200 }))
  t.equal(decision(await inject(callbacks, broken, { command: message })), '200 invalid-packet OK 1')
  t.equal(decision(await inject(callbacks, sent, { sdkAppId: 5 })), '403 unknown-app FAIL 1 unknown-app')
})

/** Writes into everything that an observer of the inspector is shown. */
function scribble(observation: Observation, { event }: Passing): void {
  observation.raw?.fill(0x20)
  if (event) Object.assign((event as unknown as Sent).MsgBody[0] as object, { MsgContent: { Text: '[redacted]' } })
  const writes = [
    () => Object.assign(observation.reply, { body: '{}', status: 500 }),
    () => Object.assign(observation.reply.headers, { 'content-type': 'text/html' }),
  ]
  // A frozen object refuses in strict mode.
  for (const write of writes) assert.throws(write, TypeError)
}

t.test('an observer of the inspector cannot change an answer, or what another one sees', async (t) => {
  const { callbacks, errors } = observed()
  const seen: unknown[] = []
  callbacks.on(message, judge)
  callbacks.on('Room.CallbackAfterMemberEnter', () => {})
  const look = (observation: Observation, passing: Passing) => {
    if (observation.phase === 'before') seen.push([textOf(passing.event), observation.raw?.includes(0x64)])
    if (observation.phase === 'before') scribble(observation, passing)
    else t.throws(() => Object.assign(observation.reply, { body: '' }), TypeError)
  }
  observe(callbacks, { answered: look })
  observe(callbacks, { answered: look })
  t.equal(decision(await inject(callbacks, sent)), '200 handled OK 10101')
  t.equal(decision(await inject(callbacks, sent)), '200 duplicate OK 10101')
  t.equal(
    decision(await inject(callbacks, '{', { command: 'Room.CallbackAfterMemberEnter' })),
    '400 invalid-json FAIL 1 invalid-json',
  )
  t.equal(decision(await inject(callbacks, '{', { command: message })), '200 invalid-json OK 0')
  for (const outcome of ['handled', 'duplicate']) {
    const { headers, ...injected } = await inject(callbacks, packet('Room.CallbackAfterMemberEnter'))
    t.equal(decision({ headers, ...injected }), `200 ${outcome} OK 0`)
    t.equal(headers['content-type'], 'application/json')
  }
  t.strictSame(seen, Array(4).fill(['darn', true]))
  t.strictSame(errors, [])
})

t.test('an error hook that runs before the handler gets bytes of its own', async (t) => {
  const failing = () => {
    throw new Error('down')
  }
  const store = { claim: failing, complete: failing, release: failing }
  const { callbacks } = observed({ deduplication: { store } })
  const handled: unknown[] = []
  let told = 0
  callbacks
    .on('error', (_error, context) => {
      context?.raw.fill(0x20)
      if (context) Object.assign(context, { command: '[redacted]' })
      told++
    })
    .on(message, (event, context) => {
      handled.push([textOf(event), context.raw.includes(0x64), context.command])
      return judge(event)
    })
  t.equal(decision(await inject(callbacks, sent)), '200 handled OK 10101')
  await callbacks.close()
  t.ok(told > 0)
  t.strictSame(handled, [untouched])
})

t.test('what is kept of a Before callback is what was sent', async (t) => {
  const put = deferred()
  const memory = memoryInbox()
  const inbox: typeof memory = Object.create(memory, {
    put: {
      value: async (...values: Parameters<typeof memory.put>) => {
        await put.promise
        return memory.put(...values)
      },
    },
  })
  const { callbacks } = observed({ inbox, recordDecisions: true, delivery: false })
  callbacks
    .on(message, (event, context) => {
      // After its decision, while the record waits to be written.
      setImmediate(() => context.raw.fill(0x20))
      return judge(event)
    })
    .on('rejected', ({ raw }) => raw?.fill(0x20))
  await inject(callbacks, sent)
  await inject(callbacks, broken, { command: message })
  await settled()
  put.resolve()
  await callbacks.close()
  const kept = [...(await memory.list('recorded')), ...(await memory.list('dead'))]
  t.strictSame(
    kept.map(({ record }) => JSON.parse(Buffer.from(record.body).toString())),
    [sent, broken],
  )
  await memory.close()
})

t.test('`*` of an After command runs after its handlers, and shares the event with them', async (t) => {
  const { callbacks } = observed()
  const events: unknown[] = []
  const order: string[] = []
  callbacks
    .on('*', (event) => order.push('every') && events.push(event))
    .on('Room.CallbackAfterMemberEnter', (event) => order.push('handler') && events.push(event))
  await inject(callbacks, packet('Room.CallbackAfterMemberEnter'))
  t.strictSame(order, ['handler', 'every'])
  t.equal(events[0], events[1])
})
