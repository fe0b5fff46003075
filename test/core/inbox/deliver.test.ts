import { setTimeout as pause } from 'node:timers/promises'
import type { DeliverRecord, Inbox } from '@room-callbacks/core/inbox'
import { inject, memoryInbox, packet } from '@room-callbacks/testing'
import t from 'tap'
import { deferred, observed, settled } from '../receiver.ts'

const command = 'Room.CallbackAfterCreateRoom'
const quickly = { backoff: 1, maxBackoff: 2 }

t.test('a handler that throws gets the callback again', async (t) => {
  const inbox = memoryInbox(quickly)
  const { callbacks, errors } = observed({ inbox })
  const attempts: number[] = []
  const seen: string[] = []
  callbacks
    .on(command, (_event, { attempt }) => {
      attempts.push(attempt)
      if (attempt < 3) throw new Error('the database is down')
    })
    .on('*', (_event, context) => seen.push(context.command))
  t.equal((await inject(callbacks, packet(command))).outcome, 'accepted')
  await inbox.drain()
  t.strictSame(attempts, [1, 2, 3])
  t.strictSame(seen, [command, command, command], 'one that fails keeps no other from running')
  t.strictSame(
    errors.map(({ code, cause }) => [code, (cause as Error).message]),
    Array(2).fill(['handler-failed', 'the database is down']),
  )
  await callbacks.close()
  await inbox.close()
})

t.test('the fence rises with every attempt at anything in the store', async (t) => {
  const inbox = memoryInbox(quickly)
  const { callbacks } = observed({ inbox })
  const fences: number[] = []
  callbacks.on(command, (_event, { attempt, fence }) => {
    fences.push(fence as number)
    if (attempt === 1) throw new Error('the database is down')
  })
  for (const EventTime of [1, 2]) await inject(callbacks, packet(command, { EventTime }))
  await inbox.drain()
  t.equal(fences.length, 4)
  t.strictSame(
    fences,
    [...new Set(fences)].sort((one, other) => one - other),
  )
  await callbacks.close()
  await inbox.close()
})

t.test('after the last attempt it is a dead letter, told once, and can be replayed', async (t) => {
  const inbox = memoryInbox({ ...quickly, attempts: 2 })
  const { callbacks, errors } = observed({ inbox })
  let isBroken = true
  let handled = 0
  callbacks.on(command, () => {
    if (isBroken) throw new Error('no such table')
    handled++
  })
  await inject(callbacks, packet(command))
  await inbox.drain()
  const [letter] = await inbox.list('dead')
  t.match(letter, { attempts: 2, error: { code: 'handler-failed', message: /no such table/ } })
  t.strictSame(
    errors.map(({ code }) => code),
    ['handler-failed', 'handler-failed', 'dead-letter'],
  )
  t.match(errors.at(-1)?.message, letter?.record.id as string)
  isBroken = false
  t.equal(await inbox.retry('all'), 1)
  await inbox.drain()
  t.equal(handled, 1)
  await callbacks.close()
  await inbox.close()
})

t.test('a handler that hangs is given up, and told', async (t) => {
  const inbox = memoryInbox({ ...quickly, timeout: 20 })
  const { callbacks, errors } = observed({ inbox })
  const hanging = deferred()
  let isAborted = false
  callbacks.on(command, (_event, { attempt, signal }) => {
    if (attempt > 1) return
    signal.addEventListener('abort', () => {
      isAborted = true
    })
    return hanging.promise
  })
  await inject(callbacks, packet(command))
  await inbox.drain()
  t.ok(isAborted)
  t.match(errors, [{ code: 'attempt-timeout' }])
  t.match(
    errors[0]?.message,
    new RegExp(`inbox\\. It handles ${command}, registered at .*deliver\\.test\\.ts:\\d+:\\d+\\.$`),
  )
  hanging.resolve()
  await callbacks.close()
  await inbox.close()
})

t.test('a handler that asks too late for its signal finds it aborted', async (t) => {
  const inbox = memoryInbox({ ...quickly, timeout: 20 })
  const { callbacks } = observed({ inbox })
  const asked = deferred<boolean>()
  const goOn = deferred()
  callbacks.on(command, async (_event, context) => {
    if (context.attempt > 1) return
    await goOn.promise
    asked.resolve(context.signal.aborted)
  })
  await inject(callbacks, packet(command))
  await inbox.drain()
  goOn.resolve()
  t.ok(await asked.promise)
  await callbacks.close()
  await inbox.close()
})

t.test('a context from an inbox', async (t) => {
  const inbox = memoryInbox()
  const { callbacks } = observed({ inbox, clock: () => 1_700_000_000_000 })
  const seen: unknown[] = []
  callbacks.on(command, (_event, context) => {
    const { receivedAs, clientIp, platform, receivedAt, idempotencyKey, raw, eventTime } = context
    seen.push({
      receivedAs,
      clientIp,
      platform,
      receivedAt,
      idempotencyKey,
      eventTime,
      raw: Buffer.from(raw).toString(),
    })
    t.throws(() => context.host, { code: 'request-gone' })
    t.notOk(context.signal.aborted)
  })
  const body = JSON.stringify(packet(command))
  await inject(callbacks, body, { command, clientIp: '10.1.2.3', platform: 'Android' })
  await inbox.drain()
  t.match(seen, [
    {
      receivedAs: command,
      clientIp: '10.1.2.3',
      platform: 'Android',
      receivedAt: new Date(1_700_000_000_000),
      idempotencyKey: /:Room\.CallbackAfterCreateRoom:/,
      raw: body,
    },
  ])
  await callbacks.close()
  await inbox.close()
})

t.test('what is stored waits for a handler of its command, and is never finished without one', async (t) => {
  const inbox = memoryInbox()
  const first = observed({ inbox })
  t.equal((await inject(first.callbacks, packet(command))).outcome, 'accepted', 'a process may come that handles it')
  await first.callbacks.close()

  const second = observed({ inbox })
  await pause(20)
  t.equal((await inbox.stats()).waiting, 1)
  const handled: string[] = []
  second.callbacks.on(command, (_event, context) => handled.push(context.command))
  await inbox.drain()
  t.strictSame(handled, [command], 'a handler may be registered long after delivery began')
  t.equal((await inbox.stats()).waiting, 0)
  await second.callbacks.close()
  await inbox.close()
})

t.test('a command that no process handles is a dead letter, with a hook and one warning', async (t) => {
  const warnings: string[] = []
  const onWarning = (warning: Error & { code?: string }) =>
    void (warning.code === 'unhandled' && warnings.push(warning.message))
  process.on('warning', onWarning)
  t.teardown(() => process.off('warning', onWarning))
  const inbox = memoryInbox()
  const { callbacks } = observed({ inbox })
  const unhandled: string[] = []
  callbacks.on('unhandled', (_event, context) => unhandled.push(context.command))
  callbacks.on('Room.CallbackAfterMemberEnter', () => {})
  await inject(callbacks, packet('Room.CallbackAfterMemberEnter'))
  await inbox.drain()
  for (const RoomId of ['1', '2']) {
    const { status, outcome } = await inject(callbacks, packet('Room.CallbackAfterDestroyRoom', { RoomId }))
    t.strictSame([status, outcome], [200, 'unhandled'])
  }
  await settled()
  t.strictSame(unhandled, ['Room.CallbackAfterDestroyRoom', 'Room.CallbackAfterDestroyRoom'])
  t.match(await inbox.stats(), { waiting: 0, dead: 2, refused: 2, unhandled: 2 })
  t.match(warnings, [/Room\.CallbackAfterDestroyRoom arrives, and no process .* Register a handler/])
  t.equal(warnings.length, 1)
  await callbacks.close()
  await inbox.close()
})

t.test('an inbox that delivers what this process did not ask for does not get it finished', async (t) => {
  const inbox = memoryInbox({ attempts: 1 })
  const careless = new Proxy(inbox, {
    get(target, name: keyof Inbox) {
      if (name === 'deliver') return (deliver: DeliverRecord) => target.deliver(deliver)
      const method: unknown = target[name]
      return typeof method === 'function' ? method.bind(target) : method
    },
  })
  const { callbacks } = observed({ inbox: careless })
  const unhandled: string[] = []
  callbacks.on('unhandled', (_event, context) => unhandled.push(context.command))
  await inject(callbacks, packet(command))
  await inbox.drain()
  t.strictSame(unhandled, [command])
  t.match(await inbox.list('dead'), [{ error: { code: 'unhandled' } }])
  await callbacks.close()
  await inbox.close()
})

t.test('close waits for the handlers, as long as it is given', async (t) => {
  const inbox = memoryInbox()
  const { callbacks } = observed({ inbox })
  const started = deferred()
  let isAborted = false
  callbacks.on(command, (_event, { signal }) => {
    started.resolve()
    return new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => {
        isAborted = true
        resolve()
      })
    })
  })
  await inject(callbacks, packet(command))
  await started.promise
  await t.rejects(callbacks.close({ timeout: 20 }), { code: 'close-timeout' })
  t.ok(isAborted, 'then they are told to stop')
  await inbox.close({ timeout: 20 }).catch(() => {})
})

t.test('closed before it began, it delivers nothing', async (t) => {
  const inbox = memoryInbox()
  const { callbacks } = observed({ inbox })
  await callbacks.close()
  await new Promise(setImmediate)
  await inbox.deliver(async () => ({ state: 'handled' })).close()
  t.pass('no receiver delivers from it')
  await inbox.close()
})

t.test('an inbox delivers to one receiver', async (t) => {
  const inbox = memoryInbox()
  const [first, second] = [observed({ inbox }), observed({ inbox })]
  await new Promise(setImmediate)
  t.match(second.errors, [{ code: 'inbox-failed', cause: { code: 'inbox-in-use' } }])
  t.strictSame(first.errors, [])
  await Promise.all([first.callbacks.close(), second.callbacks.close()])
  await inbox.close()
})
