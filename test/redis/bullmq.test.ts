import { openInbox, type RedisInbox } from '@room-callbacks/redis'
import { type Job, Queue, QueueEvents } from 'bullmq'
import { Redis } from 'ioredis'
import t, { type Test } from 'tap'
import { recordOf } from './record.ts'
import { RedisServer } from './redis-server.ts'
import { until } from './until.ts'

const server = await RedisServer.start()
t.teardown(() => server.remove())
const redis = new Redis(server.url)
t.teardown(() => redis.disconnect())

let count = 0

/** An inbox of its own, and the queue as a dashboard opens it. */
async function opened(t: Test, options = {}): Promise<{ inbox: RedisInbox; queue: Queue; base: string }> {
  const inbox = await openInbox({ connection: redis, name: `queue-${++count}`, backoff: 20, ...options })
  const { name, prefix } = inbox.queue
  const queue = new Queue(name, { prefix, connection: redis })
  t.teardown(async () => {
    await queue.close()
    await inbox.close()
  })
  return { inbox, queue, base: `${prefix}:${name}:` }
}

/** What a queue with one job looks like, but for what differs from one to the next. */
async function remains(base: string, jobId: string) {
  const keys = (await redis.keys(`${base}*`)).map((key) => key.replace(base, '')).filter((key) => key !== 'open')
  const { timestamp: _timestamp, data: _data, opts: _opts, ...job } = await redis.hgetall(base + jobId)
  const events = (await redis.xrange(`${base}events`, '-', '+')).map(([, fields]) => fields)
  const marker = await redis.zrange(`${base}marker`, '0', '-1', 'WITHSCORES')
  return {
    keys: keys.filter((key) => key !== 'meta').sort(),
    job,
    events,
    marker,
    wait: await redis.lrange(`${base}wait`, 0, -1),
  }
}

t.test('a put leaves what Queue.add leaves', async (t) => {
  const [ours, theirs] = [await opened(t), await opened(t)]
  await ours.inbox.put(recordOf('a:b'))
  await theirs.queue.add('Room.CallbackAfterMemberLeave', {}, { jobId: 'a~b' })
  t.same(await remains(ours.base, 'a~b'), await remains(theirs.base, 'a~b'))
})

t.test('a dashboard sees every state, and the payload', async (t) => {
  const { inbox, queue } = await opened(t, { order: 'room', backoff: 60_000 })
  const refusal = { code: 'invalid-packet', message: 'no RoomId' }
  await inbox.put(recordOf('1:dead', { refusal }))
  inbox.deliver(async ({ id }) => {
    if (id === '1:handled') return { state: 'handled' }
    return { state: 'failed', error: { code: 'handler-failed', message: 'not yet' } }
  })
  await inbox.put(recordOf('1:handled'))
  await inbox.put(recordOf('1:delayed', { room: 'a' }))
  await inbox.put(recordOf('1:behind', { room: 'a' }))
  await until(async () => (await queue.getCompletedCount()) === 1 && (await queue.getDelayedCount()) === 1)
  t.match(await queue.getJobCounts(), { delayed: 1, failed: 1, completed: 1, 'waiting-children': 1 })
  const [failed] = await queue.getFailed()
  t.match(failed, { id: '1~dead', name: 'Room.CallbackAfterMemberLeave', failedReason: 'invalid-packet: no RoomId' })
  t.match(JSON.parse(failed?.data.body), { RoomId: '1:dead' })
  t.equal(await queue.getJobState('1~behind'), 'waiting-children')
  const [completed] = await queue.getCompleted()
  t.match(completed, { id: '1~handled', data: {} }, 'of what was handled only the id is kept')
})

t.test('QueueEvents tell of what happens', async (t) => {
  const { inbox, queue } = await opened(t)
  const connection = redis.duplicate({ maxRetriesPerRequest: null })
  const events = new QueueEvents(queue.name, { prefix: inbox.queue.prefix, connection, lastEventId: '0' })
  t.teardown(async () => {
    await events.close()
    connection.disconnect()
  })
  const seen: string[] = []
  for (const name of ['added', 'waiting', 'active', 'completed'] as const)
    events.on(name, ({ jobId }: { jobId: string }) => seen.push(`${name} ${jobId}`))
  await inbox.put(recordOf('a:b'))
  inbox.deliver(async () => ({ state: 'handled' }))
  await until(() => seen.length === 4)
  t.same(seen, ['added a~b', 'waiting a~b', 'active a~b', 'completed a~b'])
})

t.test('a paused queue waits, and still takes', async (t) => {
  const { inbox, queue } = await opened(t)
  await queue.pause()
  const seen: string[] = []
  inbox.deliver(async ({ id }) => {
    seen.push(id)
    return { state: 'handled' }
  })
  t.equal(await inbox.put(recordOf('one')), 'stored')
  t.equal((await inbox.stats()).waiting, 1)
  t.same(seen, [])
  await queue.resume()
  await inbox.drain()
  t.same(seen, ['one'])
})

t.test('a queue with a limit on what runs at once', async (t) => {
  const { inbox, queue } = await opened(t)
  await queue.setGlobalConcurrency(1)
  let running = 0
  let most = 0
  inbox.deliver(async () => {
    most = Math.max(most, ++running)
    await new Promise((resolve) => setImmediate(resolve))
    running--
    return { state: 'handled' }
  })
  for (let index = 0; index < 10; index++) await inbox.put(recordOf(`one ${index}`))
  await inbox.drain()
  t.equal(most, 1)
})

t.test('a head that somebody removed lets the next of its room go', async (t) => {
  const { inbox, queue } = await opened(t, { order: 'room', lease: 200 })
  for (const id of ['1:first', '1:second', '1:third']) await inbox.put(recordOf(id, { room: 'a' }))
  await ((await queue.getJob('1~first')) as Job).remove()
  const seen: string[] = []
  inbox.deliver(async ({ id }) => {
    seen.push(id)
    return { state: 'handled' }
  })
  await inbox.drain()
  t.same(seen, ['1:second', '1:third'])
})

t.test('a put heals a room whose entries somebody removed', async (t) => {
  const { inbox, queue } = await opened(t, { order: 'room' })
  for (const id of ['1:first', '1:second']) await inbox.put(recordOf(id, { room: 'a' }))
  for (const id of ['1~first', '1~second']) await ((await queue.getJob(id)) as Job).remove()
  await inbox.put(recordOf('1:third', { room: 'a' }))
  t.same(await queue.getJobCounts('waiting', 'waiting-children'), { waiting: 1, 'waiting-children': 0 })
})

t.test('what somebody removed no longer counts', async (t) => {
  const { inbox, queue } = await opened(t, { lease: 200, capacity: 1 })
  await inbox.put(recordOf('1:first'))
  await ((await queue.getJob('1~first')) as Job).remove()
  await until(() => inbox.put(recordOf('1:second')))
  t.equal((await inbox.stats()).waiting, 1)
})

t.test('what somebody else put into the queue becomes a dead letter', async (t) => {
  const { inbox, queue } = await opened(t, { attempts: 1 })
  inbox.deliver(async ({ receivedAs }) => {
    throw new Error(`This was received as ${receivedAs}.`)
  })
  await queue.add('stranger', { body: 1 })
  await until(async () => (await inbox.stats()).dead === 1)
  const [letter] = await inbox.list('dead')
  t.same(letter?.error, { code: 'internal', message: 'Error: This was received as undefined.' })
  t.same(String(letter?.record.body), '1')
})

t.test('a reason that BullMQ gave is an error too', async (t) => {
  const { inbox, base } = await opened(t)
  await inbox.put(recordOf('a:b', { refusal: { code: 'invalid-packet', message: 'wrong' } }))
  await redis.hset(`${base}a~b`, 'failedReason', 'Job stalled')
  const [letter] = await inbox.list('dead')
  t.same(letter?.error, { code: 'inbox-failed', message: 'Job stalled' })
})
