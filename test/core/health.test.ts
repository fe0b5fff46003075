import { inject, memoryInbox, packet } from '@room-callbacks/testing'
import t from 'tap'
import { deferred, observed } from './receiver.ts'

const command = 'Room.CallbackAfterMemberEnter'
const minute = 60_000

t.test('health tells what is in flight, and when it ends', async (t) => {
  const { callbacks } = observed()
  const gate = deferred()
  const started = deferred()
  callbacks.on(command, () => {
    started.resolve()
    return gate.promise
  })
  t.strictSame(await callbacks.health(), {
    isReady: true,
    isClosing: false,
    inFlight: 0,
    refused: {},
    inbox: undefined,
  })
  const answer = inject(callbacks, packet(command))
  await started.promise
  t.match(await callbacks.health(), { isReady: true, inFlight: 1 })
  const closing = callbacks.close()
  t.match(await callbacks.health(), { isReady: false, isClosing: true, inFlight: 1 })
  gate.resolve()
  await answer
  await closing
  t.match(await callbacks.health(), { isReady: false, inFlight: 0 })
})

t.test('refusals are counted by code, for five minutes', async (t) => {
  let now = 1_000 * minute
  const { callbacks } = observed({ token: 'right', clock: () => now })
  const send = (requestTime: number, token: string) =>
    inject(callbacks, packet(command), { token, requestTime: Math.floor(requestTime / 1000) })
  for (let index = 0; index < 3; index++) await send(now, 'wrong')
  await send(now - 10 * minute, 'right')
  t.strictSame((await callbacks.health()).refused, { 'bad-signature': 3, 'expired-signature': 1 })
  now += 2 * minute
  await send(now, 'wrong')
  t.match((await callbacks.health()).refused, { 'bad-signature': 4, 'expired-signature': 1 })
  now += 3 * minute
  t.strictSame((await callbacks.health()).refused, { 'bad-signature': 1 }, 'the first minute is over')
  await send(now, 'wrong')
  t.strictSame((await callbacks.health()).refused, { 'bad-signature': 2 }, 'and its place is used again')
  now -= 4 * minute
  t.strictSame((await callbacks.health()).refused, {}, 'what lies ahead was counted before the clock was set back')
})

t.test('the inbox is asked: what waits, for how long, and whether its store answers', async (t) => {
  const inbox = memoryInbox()
  t.teardown(() => inbox.close())
  let now = Date.now()
  const { callbacks } = observed({ inbox, delivery: false, clock: () => now })
  t.match(await callbacks.health(), { inbox: { isReachable: true, waiting: 0, dead: 0, oldestAge: undefined } })
  t.equal((await inject(callbacks, packet(command))).status, 200)
  const { inbox: found } = await callbacks.health()
  t.match(found, { isReachable: true, waiting: 1, oldestAge: Number })

  const unreachable = { isReady: false, inbox: { isReachable: false, waiting: undefined } }
  const stats = inbox.stats.bind(inbox)
  inbox.stats = async () => {
    throw new Error('as asked')
  }
  t.match(await callbacks.health(), unreachable)
  let asked = 0
  const gate = deferred()
  inbox.stats = async () => {
    asked++
    await gate.promise
    return stats()
  }
  const probes = await Promise.all([1, 2, 3].map(() => callbacks.health({ timeout: 1 })))
  for (const health of probes) t.match(health, unreachable)
  t.equal(asked, 1, 'a store that hangs is asked once')
  const late = callbacks.health({ timeout: 60_000 })
  gate.resolve()
  t.match(await late, { isReady: true, inbox: { isReachable: true } })
  t.match(await callbacks.health(), { isReady: true })
  t.equal(asked, 2)

  const tooLate = deferred()
  inbox.stats = () => tooLate.promise.then(stats)
  t.match(await callbacks.health({ timeout: 1 }), unreachable)
  inbox.stats = stats
  t.match(await callbacks.health({ timeout: 1 }), unreachable, 'it still may answer')
  now += 31_000
  const anew = callbacks.health()
  tooLate.resolve()
  t.match(await anew, { isReady: true })
  t.match(await callbacks.health(), { isReady: true }, 'an answer that never comes is given up')
  for (const timeout of [Number.NaN, -1, 0, 'soon', null]) {
    t.match(await callbacks.health({ timeout } as never), { isReady: true }, String(timeout))
  }
  t.match(await callbacks.health(null as never), { isReady: true })
})
