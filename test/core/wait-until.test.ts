import { callbackQuery, sampleText } from '@room-callbacks/testing'
import t from 'tap'
import { appId, deferred, observed } from './receiver.ts'

const command = 'Room.CallbackAfterCreateRoom'

/** What the host is asked to wait for while one callback is received. */
function receive(callbacks: ReturnType<typeof observed>['callbacks'], body = sampleText(command)) {
  const waited: Promise<unknown>[] = []
  const reply = callbacks.receive({
    method: 'POST',
    query: callbackQuery({ sdkAppId: appId, command }),
    headers: {},
    body: { kind: 'text', text: body },
    remoteAddress: undefined,
    host: undefined as never,
    waitUntil: (work) => waited.push(work),
  })
  return { reply, waited }
}

t.test('a host is asked to wait for the handlers that go on after the answer', async (t) => {
  const { callbacks } = observed({ ack: 'received' })
  const handling = deferred()
  let isHandled = false
  callbacks.on(command, async () => {
    await handling.promise
    isHandled = true
  })
  const { reply, waited } = receive(callbacks)
  t.equal((await reply)?.outcome, 'accepted')
  t.equal(waited.length, 1)
  handling.resolve()
  await Promise.all(waited)
  t.equal(isHandled, true)
})

t.test('a host is asked to wait for handlers that are later than the deadline', async (t) => {
  const { callbacks } = observed({ deadline: 1 })
  const handling = deferred()
  callbacks.on(command, () => handling.promise)
  const { reply, waited } = receive(callbacks)
  t.equal((await reply)?.outcome, 'timed-out')
  t.equal(waited.length, 1)
  handling.resolve()
  await Promise.all(waited)
})

t.test('a host is asked to wait for hooks, but not for what is done at the answer', async (t) => {
  const { callbacks } = observed()
  const hook = deferred()
  callbacks.on('unhandled', () => hook.promise)
  const { reply, waited } = receive(callbacks)
  t.equal((await reply)?.outcome, 'unhandled')
  t.equal(waited.length, 1)
  hook.resolve()
  await Promise.all(waited)
  const handled = observed()
  handled.callbacks.on(command, () => {})
  const second = receive(handled.callbacks)
  t.equal((await second.reply)?.outcome, 'handled')
  t.strictSame(second.waited, [])
})

t.test('what a handler throws after the answer rejects nothing that the host waits for', async (t) => {
  const { callbacks, errors } = observed({ ack: 'received' })
  callbacks.on(command, async () => {
    throw new Error('as asked')
  })
  const { reply, waited } = receive(callbacks)
  await reply
  await Promise.all(waited)
  t.match(errors, [{ code: 'handler-failed' }])
})
