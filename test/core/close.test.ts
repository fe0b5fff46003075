import { inject, packet } from '@room-callbacks/testing'
import t from 'tap'
import { deferred, observed } from './receiver.ts'

const command = 'Room.CallbackAfterMemberEnter'

t.test('close is done at once when nothing is in hand, and can be called again', async (t) => {
  const { callbacks } = observed()
  await callbacks.close()
  await callbacks.close({ timeout: 10 })
  const { status, answer } = await inject(callbacks, packet(command))
  t.equal(status, 503)
  t.equal(answer.ErrorInfo, 'closing')
})

t.test('close waits for handlers, answered or not', async (t) => {
  const { callbacks } = observed({ deadline: 20 })
  const gate = deferred()
  let isClosed = false
  callbacks.on(command, () => gate.promise)
  const early = inject(callbacks, packet(command))
  await early
  const late = inject(callbacks, packet(command, { EventTime: 1 }))
  const closing = callbacks.close({ timeout: 10_000 }).then(() => {
    isClosed = true
  })
  t.equal((await inject(callbacks, packet(command, { EventTime: 2 }))).outcome, 'closing')
  t.equal((await late).outcome, 'timed-out')
  t.notOk(isClosed)
  gate.resolve()
  await closing
  t.ok(isClosed)
})

t.test('each call of close ends when all is done', async (t) => {
  const { callbacks } = observed()
  const gate = deferred()
  callbacks.on(command, () => gate.promise)
  const handled = inject(callbacks, packet(command))
  const closing = [callbacks.close(), callbacks.close({ timeout: Number.POSITIVE_INFINITY }), callbacks.close()]
  gate.resolve()
  await Promise.all(closing)
  t.equal((await handled).outcome, 'handled')
})

t.test('close waits for hooks', async (t) => {
  const { callbacks } = observed()
  const gate = deferred()
  let isDone = false
  callbacks.on('unknown', async () => {
    await gate.promise
    isDone = true
  })
  t.equal((await inject(callbacks, { CallbackCommand: 'Room.New' })).outcome, 'unknown-command')
  const closing = callbacks.close()
  t.notOk(isDone)
  gate.resolve()
  await closing
  t.ok(isDone)
})

t.test('close gives up after its time, and aborts what is still running', async (t) => {
  const { callbacks } = observed({ deadline: 10 })
  const signals: AbortSignal[] = []
  const gate = deferred()
  callbacks.on(command, (_event, { signal }) => {
    signals.push(signal)
    return gate.promise
  })
  await inject(callbacks, packet(command))
  t.equal(signals[0]?.aborted, false)
  const first = callbacks.close({ timeout: 10 })
  const second = callbacks.close({ timeout: 20 })
  await t.rejects(first, { code: 'close-timeout', message: /Callbacks: 1, hooks: 0\.$/ })
  await t.rejects(second, { code: 'close-timeout' })
  t.equal(signals[0]?.aborted, true)
  gate.resolve()
  await callbacks.close()
})
