import { allow, deny } from '@room-callbacks/core'
import { inject, packet } from '@room-callbacks/testing'
import t from 'tap'
import { decision, deferred, observed } from './receiver.ts'

const command = 'Room.CallbackAfterMemberEnter'
const message = 'Group.CallbackBeforeSendMsg'
const gift = 'Live.CallbackBeforeSendGift'

t.test('an After callback is answered OK at the deadline, and its handlers go on', async (t) => {
  const { callbacks, errors } = observed({ deadline: 20 })
  const gate = deferred()
  const done: string[] = []
  callbacks
    .on(command, async (_event, { signal }) => {
      await gate.promise
      done.push(`first ${signal.aborted}`)
    })
    .on(command, () => done.push('second'))
    .on('*', () => {
      done.push('every')
      throw new Error('late')
    })
  t.equal(decision(await inject(callbacks, packet(command))), '200 timed-out OK 0')
  t.strictSame(done, [])
  gate.resolve()
  await callbacks.close()
  t.strictSame(done, ['first false', 'second', 'every'])
  t.match(errors, [{ code: 'handler-failed' }])
})

t.test('a Before callback gets its fallback at the deadline, and its handler is told', async (t) => {
  const { callbacks, errors } = observed({ deadline: 20 })
  const aborted: boolean[] = []
  const gate = deferred()
  callbacks
    .on(message, async (_event, { signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      aborted.push(signal.aborted)
      return deny()
    })
    .on(gift, async (_event, context) => {
      await gate.promise
      aborted.push(context.signal.aborted)
      throw new Error('too late')
    })
  t.equal(decision(await inject(callbacks, packet(message))), '200 timed-out OK 0', 'a message is delivered')
  t.equal(decision(await inject(callbacks, packet(gift))), '200 timed-out OK 1', 'a gift is blocked')
  gate.resolve()
  await callbacks.close()
  t.strictSame(aborted, [true, true])
  t.match(errors, [{ code: 'handler-failed' }])
  t.equal(errors.length, 1)
})

t.test('a chosen fallback holds at the deadline', async (t) => {
  const { callbacks } = observed({ deadline: 20, fallback: { [message]: 'deny', [gift]: 'allow' } })
  const never = new Promise<never>(() => {})
  callbacks.on(message, () => never).on(gift, () => never)
  t.equal(decision(await inject(callbacks, packet(message))), '200 timed-out OK 1')
  t.equal(decision(await inject(callbacks, packet(gift))), '200 timed-out OK 0')
})

t.test('with ack: received an After callback is answered before its handlers run', async (t) => {
  const { callbacks, errors } = observed({ ack: 'received' })
  let started = 0
  callbacks.on(command, () => {
    started++
    throw new Error('after the answer')
  })
  callbacks.on(message, () => deny())
  t.equal(decision(await inject(callbacks, packet(command))), '200 accepted OK 0')
  t.equal(started, 0)
  t.equal(decision(await inject(callbacks, packet(message))), '200 handled OK 1', 'a Before callback is decided')
  await callbacks.close()
  t.equal(started, 1)
  t.match(errors, [{ code: 'handler-failed' }])
})

t.test('a handler that failed is answered 500, and says nothing', async (t) => {
  const { callbacks, errors, rejections } = observed()
  const done: string[] = []
  callbacks
    .on(command, () => {
      throw new Error('the password is hunter2')
    })
    .on(command, async () => {
      done.push('second')
      throw new Error('rejected')
    })
    .on('*', () => done.push('every'))
  const { status, answer } = await inject(callbacks, packet(command))
  t.equal(status, 500)
  t.strictSame(answer, { ActionStatus: 'FAIL', ErrorInfo: 'handler-failed', ErrorCode: 1 })
  t.strictSame(done, ['second', 'every'], 'one that throws does not stop the others')
  t.strictSame(
    errors.map(({ code, cause }) => [code, (cause as Error).message]),
    [
      ['handler-failed', 'the password is hunter2'],
      ['handler-failed', 'rejected'],
    ],
  )
  t.strictSame(rejections, [], 'the packet was not refused')
})

t.test('no more callbacks are in hand than concurrency allows', async (t) => {
  const { callbacks, rejections } = observed({ concurrency: 2, deadline: 20 })
  const gate = deferred()
  callbacks.on(command, () => gate.promise).on(message, () => allow())
  const send = (EventTime: number) => inject(callbacks, packet(command, { EventTime }))
  t.strictSame((await Promise.all([send(1), send(2)])).map(decision), ['200 timed-out OK 0', '200 timed-out OK 0'])
  t.equal(decision(await send(3)), '503 overloaded FAIL 1 overloaded', 'those that go on count')
  t.match(rejections, [{ outcome: 'overloaded', raw: undefined }])
  gate.resolve()
  await new Promise((resolve) => setImmediate(resolve))
  t.equal((await send(4)).outcome, 'handled')
})

t.test('an overloaded receiver answers a Before callback with its chosen fallback', async (t) => {
  const { callbacks } = observed({ concurrency: 1, deadline: 20, fallback: { [message]: 'deny' } })
  const gate = deferred()
  callbacks.on(command, () => gate.promise)
  await inject(callbacks, packet(command))
  t.equal(decision(await inject(callbacks, packet(message))), '200 overloaded OK 1')
  t.equal(decision(await inject(callbacks, packet(gift))), '503 overloaded FAIL 1 overloaded')
  gate.resolve()
})
