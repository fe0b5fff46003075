import { once } from 'node:events'
import { roomCallbacks } from '@room-callbacks/node'
import { inject, packet } from '@room-callbacks/testing'
import t, { type Test } from 'tap'
import { appId, deferred, settled } from './receiver.ts'

const command = 'Room.CallbackAfterMemberEnter'

/** The next warning of this process. */
const warned = async (): Promise<{ code: string; message: string }> => (await once(process, 'warning'))[0]

function printedIn(t: Test) {
  const captured = t.capture(console, 'error', () => {})
  return () => captured().map(({ args }) => String(args[0]))
}

t.test('calls of the rejected hook are bounded; what it is not told is counted and printed', async (t) => {
  const printed = printedIn(t)
  const gate = deferred()
  let told = 0
  const callbacks = roomCallbacks(appId, { token: 'secret', concurrency: 2 }).on('rejected', () => {
    told++
    return gate.promise
  })
  const warning = warned()
  for (let request = 0; request < 10; request++) {
    t.equal((await inject(callbacks, packet(command), { token: 'forged' })).status, 401, 'the reply is the same')
  }
  t.equal(told, 2)
  t.match(await warning, { code: 'slow-hook', message: /^2 calls of the `rejected` hook run/ })
  t.match(printed(), [/refused one callback: bad-signature/])
  await t.rejects(callbacks.close({ timeout: 10 }), { code: 'close-timeout', message: /Callbacks: 0, hooks: 2\.$/ })
  t.match(printed(), [/refused 7 more callbacks: bad-signature/], 'none is lost')
  gate.resolve()
  await callbacks.close()
  await inject(callbacks, packet(command), { token: 'forged' })
  t.equal(told, 3, 'it is told again when there is room')
})

t.test('calls of the error hook are bounded; what it is not told is printed', async (t) => {
  const printed = printedIn(t)
  const gate = deferred()
  const told: string[] = []
  const callbacks = roomCallbacks(appId, { concurrency: 2, deduplication: false })
    .on('Live.CallbackBeforeSendGift', () => {
      throw new Error('no verdict')
    })
    .on('error', ({ code }) => {
      told.push(code)
      return gate.promise
    })
  const warning = warned()
  for (let request = 0; request < 4; request++) {
    t.equal((await inject(callbacks, packet('Live.CallbackBeforeSendGift'))).outcome, 'fallback')
  }
  t.strictSame(told, ['handler-failed', 'handler-failed'])
  t.match(await warning, { code: 'slow-hook', message: /^2 calls of the `error` hook run/ })
  t.match(printed(), [/handler-failed.*no verdict/s, /handler-failed.*no verdict/s])
  gate.resolve()
  await callbacks.close()
})

t.test('a slow rejected hook takes nothing from the error hook', async (t) => {
  printedIn(t)
  const gate = deferred()
  const told: string[] = []
  const callbacks = roomCallbacks(appId, {
    concurrency: 1,
    clock: () => {
      throw new Error('no time')
    },
  })
    .on('rejected', () => gate.promise)
    .on('error', ({ code }) => told.push(code))
  const warning = warned()
  for (let request = 0; request < 3; request++) await inject(callbacks, packet(command))
  await warning
  await settled()
  t.strictSame(told, ['internal', 'internal', 'internal'])
  gate.resolve()
  await callbacks.close()
})

t.test('a fault that a slow error hook is not told is printed', async (t) => {
  const printed = printedIn(t)
  const gate = deferred()
  const rejected: string[] = []
  const callbacks = roomCallbacks(appId, {
    concurrency: 1,
    clock: () => {
      throw new Error('no time')
    },
  })
    .on('rejected', ({ outcome }) => rejected.push(outcome))
    .on('error', () => gate.promise)
  const warning = warned()
  for (let request = 0; request < 2; request++) await inject(callbacks, packet(command))
  await warning
  await settled()
  t.strictSame(rejected, ['internal', 'internal'])
  t.match(printed(), [/refused one callback: internal/])
  gate.resolve()
  await callbacks.close()
})

for (const hook of ['unknown', 'unhandled', 'duplicate'] as const) {
  t.test(
    `a callback whose ${hook} hook runs is in hand, so that its number is bounded and none is dropped`,
    async (t) => {
      const gate = deferred()
      let told = 0
      const callbacks = roomCallbacks(appId, { concurrency: 2 })
        .on(command, () => {})
        .on('rejected', () => {})
        .on(hook, () => {
          told++
          return gate.promise
        })
      const bodies = { unknown: { CallbackCommand: 'Room.New' }, unhandled: packet('Live.CallbackAfterChangeOwner') }
      const body = hook === 'duplicate' ? packet(command) : bodies[hook]
      if (hook === 'duplicate') await inject(callbacks, body)
      for (let request = 0; request < 2; request++) t.equal((await inject(callbacks, body)).status, 200)
      const refused = await inject(callbacks, body)
      t.equal(refused.outcome, 'overloaded', 'it is refused, so that it can be sent again')
      t.equal(told, 2)
      await t.rejects(callbacks.close({ timeout: 10 }), { message: /Callbacks: 2, hooks: 0\.$/ })
      gate.resolve()
      await callbacks.close()
    },
  )
}
