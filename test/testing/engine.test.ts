import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { roomCallbacks } from '@room-callbacks/node'
import { type EngineOptions, startEngine } from '@room-callbacks/testing'
import t, { type Test } from 'tap'
import { patience } from '../unhurried.ts'

const key = 'Zz09'
const startsAt = 1_700_000_000_000

/** An engine and what it tells; `receive` answers. */
async function engineFor(t: Test, receive: RequestListener, options: Partial<EngineOptions> = {}) {
  const server = createServer(receive)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/rtc?tenant=a`
  const engine = await startEngine({ url, key, startsAt, timeout: patience, ...options })
  t.teardown(async () => {
    await engine.close()
    server.closeAllConnections()
    server.close()
  })
  return engine
}

const receiver = () => roomCallbacks(1400000000, { key, engineDeadline: patience }).on('rejected', () => {})

t.test('people enter, publish, change their role and leave', async (t) => {
  const callbacks = receiver()
  const told: unknown[] = []
  callbacks.on('*', (event, { command, eventTime }) => {
    const { RoomId, UserId, Role } = (event as { EventInfo: { RoomId: string; UserId?: string; Role?: number } })
      .EventInfo
    told.push([command.replace('RtcEngine.EVENT_TYPE_', ''), RoomId, UserId, Role, Number(eventTime) - startsAt])
  })
  const engine = await engineFor(t, callbacks)
  await engine.enter(4711, 'ann')
  await engine.advance(1000)
  await engine.enter(4711, 'bob', { role: 21 })
  await engine.publish(4711, 'ann', 'audio')
  await engine.publish(4711, 'ann', 'audio')
  await engine.publish(4711, 'ann', 'screen')
  await engine.unpublish(4711, 'ann', 'audio')
  await engine.changeRole(4711, 'bob', 20)
  await engine.leave(4711, 'ann')
  await engine.advance(500)
  await engine.leave(4711, 'bob', { isLost: true })
  await engine.settled()
  t.strictSame(told, [
    ['CREATE_ROOM', '4711', 'ann', undefined, 0],
    ['ENTER_ROOM', '4711', 'ann', 20, 0],
    ['ENTER_ROOM', '4711', 'bob', 21, 1000],
    ['START_AUDIO', '4711', 'ann', undefined, 1000],
    ['START_ASSIT', '4711', 'ann', undefined, 1000],
    ['STOP_AUDIO', '4711', 'ann', undefined, 1000],
    ['CHANGE_ROLE', '4711', 'bob', 20, 1000],
    ['EXIT_ROOM', '4711', 'ann', 20, 1000],
    ['DISMISS_ROOM', '4711', undefined, undefined, 1500],
  ])
  t.ok(engine.sent.every(({ outcome, attempts }) => outcome === 'acknowledged' && attempts.length === 1))
  await t.rejects(engine.leave(4711, 'bob'), { code: 'not-in-room' })
  await t.rejects(engine.record(4711), { code: 'no-such-room' })
  await engine.enter('4711', 'ann')
  await t.rejects(engine.enter(4711, 'ann'), { code: 'already-in-room' })
})

t.test('a recording to COS comes in the disorder that was seen, one to VOD half a minute later', async (t) => {
  const callbacks = receiver()
  const told: unknown[] = []
  callbacks.on('*', (event, { command, eventTime }) => {
    if ('EventInfo' in event && 'TaskId' in event.EventInfo) {
      told.push([command.replace('RtcEngine.EVENT_TYPE_CLOUD_RECORDING_', ''), Number(eventTime) - startsAt])
    }
  })
  const engine = await engineFor(t, callbacks)
  await engine.enter('r', 'ann')
  const cos = await engine.record('r', { files: 2 })
  await engine.advance(60_000)
  await cos.stop()
  await cos.stop()
  await engine.advance(3000)
  t.match(cos.taskId, /\.$/)
  t.strictSame(told.splice(0), [
    ['RECORDER_START', 0],
    ['UPLOAD_STOP', 60_036],
    ['RECORDER_STOP', 60_000],
    ['MP4_STOP', 62_600],
    ['MP4_STOP', 62_600],
  ])
  const vod = await engine.record('r', { storage: 'vod' })
  await vod.stop()
  await engine.advance(29_999)
  t.equal(told.length, 2)
  await engine.advance(1)
  t.strictSame(
    told.map((told) => (told as [string])[0]),
    ['RECORDER_START', 'RECORDER_STOP', 'VOD_COMMIT', 'VOD_STOP'],
  )
})

t.test(
  'what is not answered 200 comes again at once, then every 10 s for a minute, sent at another time',
  async (t) => {
    const statuses: number[] = []
    const signs = new Set<unknown>()
    const engine = await engineFor(t, (request, response) => {
      signs.add(request.headers['sign'])
      statuses.push(503)
      request.resume().on('end', () => response.writeHead(503).end())
    })
    await engine.enter('r', 'ann')
    await engine.advance(9999)
    t.equal(statuses.length, 4, 'two events, twice each')
    await engine.advance(120_000)
    await engine.settled()
    const [created, entered] = engine.sent
    for (const event of [created, entered]) {
      t.equal(event?.outcome, 'failed')
      t.strictSame(
        event?.attempts.map(({ at }) => at - startsAt),
        [0, 0, 10_000, 20_000, 30_000, 40_000, 50_000],
      )
      t.match(JSON.parse(event?.attempts.at(-1)?.body ?? ''), {
        CallbackTs: startsAt + 50_000,
        EventInfo: { EventMsTs: startsAt },
      })
    }
    t.equal(signs.size, 12, 'each time of sending has a signature of its own')
  },
)

t.test('7 deliveries to a handler that fails 6 times end handled once', async (t) => {
  const callbacks = receiver()
  let runs = 0
  const done: number[] = []
  callbacks
    .on('error', () => {})
    .on('RtcEngine.EVENT_TYPE_ENTER_ROOM', () => {
      runs++
      if (runs <= 6) throw new Error('not yet')
      done.push(runs)
    })
  const engine = await engineFor(t, callbacks)
  await engine.enter('r', 'ann')
  await engine.advance(60_000)
  await engine.settled()
  t.strictSame(done, [7])
  t.match(engine.sent[1], { outcome: 'acknowledged', attempts: { length: 7 } })
})

t.test('a wrong key, or none, is refused until it is the right one', async (t) => {
  const callbacks = receiver()
  let handled = 0
  callbacks.on('*', () => {
    handled++
  })
  const engine = await engineFor(t, callbacks, { key: 'wrong' })
  await engine.enter('r', 'ann')
  t.equal(handled, 0)
  engine.setKey(undefined)
  await engine.advance(10_000)
  t.equal(handled, 0)
  engine.setKey(key)
  await engine.advance(10_000)
  await engine.settled()
  t.equal(handled, 2)
  t.strictSame(
    engine.sent[0]?.attempts.map(({ status }) => status),
    [401, 401, 401, 200],
  )
  t.throws(() => engine.setKey('not a key'), { code: 'invalid-option' })
})

t.test('an engine that is closed tells of nothing more', async (t) => {
  const engine = await engineFor(t, receiver())
  await engine.enter('r', 'ann')
  const recording = await engine.record('r')
  engine.setKey('wrong')
  await engine.changeRole('r', 'ann', 21)
  await engine.advance(0)
  await engine.close()
  await recording.stop()
  await engine.settled()
  t.equal(engine.sent.length, 4)
  t.match(engine.sent[3], { outcome: 'failed', attempts: { length: 2 } }, 'what waits for its time is given up')
})

t.test('with the time of this machine, and without a receiver', async (t) => {
  const engine = await startEngine({ url: 'http://127.0.0.1:1' })
  await engine.enter('r', 'ann')
  t.ok(Date.now() - engine.now() < patience)
  await t.rejects(engine.advance(1), { code: 'invalid-option' })
  await engine.close()
  t.strictSame(
    engine.sent.map(({ outcome }) => outcome),
    ['failed', 'failed'],
  )
  await engine.enter('r', 'bob')
  t.equal(engine.sent.length, 2, 'what is closed sends nothing')
  await t.rejects(startEngine({ url: 'ftp://x' }), { code: 'invalid-option' })
  await t.rejects(startEngine({ url: 'http://x', keys: 'a' } as never), { message: /Did you mean "key"/ })
})
