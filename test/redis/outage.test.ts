import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Attempt, InboxEvent, InboxRecord } from '@room-callbacks/core/inbox'
import { openInbox, type RedisInbox } from '@room-callbacks/redis'
import t, { type Test } from 'tap'
import { deferred } from '../core/receiver.ts'
import { BreakableLine } from './breakable-line.ts'
import { nameOf, recordOf } from './record.ts'
import { RedisServer } from './redis-server.ts'
import { until } from './until.ts'

async function opened(t: Test, options = {}): Promise<{ server: RedisServer; inbox: RedisInbox }> {
  const server = await RedisServer.start(['--appendfsync', 'always'])
  const inbox = await openInbox({ connection: server.url, backoff: 20, commandTimeout: 3000, ...options })
  t.teardown(async () => {
    await inbox.close({ timeout: 2000 }).catch(() => {})
    await server.remove()
  })
  return { server, inbox }
}

/** What is published of failures in the background. */
function failures(t: Test): unknown[] {
  const causes: unknown[] = []
  const listen = (message: unknown) => causes.push((message as { cause: unknown }).cause)
  subscribe('room-callbacks:inbox-failed', listen)
  t.teardown(() => unsubscribe('room-callbacks:inbox-failed', listen))
  return causes
}

/** The ids of what is published of a kind. */
function events(t: Test, kind: InboxEvent['type']): string[] {
  const ids: string[] = []
  const listen = (message: unknown) => {
    const { type, id } = message as InboxEvent
    if (type === kind) ids.push(id)
  }
  subscribe('room-callbacks:inbox', listen)
  t.teardown(() => unsubscribe('room-callbacks:inbox', listen))
  return ids
}

t.test('delivery goes on after Redis was away, and tells once', async (t) => {
  const { server, inbox } = await opened(t)
  const causes = failures(t)
  const seen: string[] = []
  const handled = events(t, 'handled')
  inbox.deliver(async ({ id }) => {
    seen.push(id)
    return { state: 'handled' }
  })
  await inbox.put(recordOf('before'))
  await until(() => handled.length === 1)
  await server.kill()
  await until(() => causes.length > 0)
  await server.restart()
  await until(() => inbox.put(recordOf('after')))
  await until(() => seen.includes('after'))
  t.same(seen, ['before', 'after'])
  t.equal(causes.length, 1)
})

for (const [what, away, back] of [
  ['killed', (server: RedisServer) => server.kill(), (server: RedisServer) => server.restart()],
  ['paused', async (server: RedisServer) => server.pause(), async (server: RedisServer) => server.resume()],
] as const) {
  t.test(`what ended while Redis was ${what} is not handled again`, async (t) => {
    // Its lock is over long before Redis is back.
    const { server, inbox } = await opened(t, { lease: 300, order: 'key' })
    const [began, mayEnd] = [deferred(), deferred()]
    const seen: string[] = []
    inbox.deliver(async ({ id }, { number }) => {
      seen.push(`${id} ${number}`)
      began.resolve()
      await mayEnd.promise
      return { state: 'handled' }
    })
    for (const id of ['one', 'two']) await inbox.put(recordOf(id, { orderKey: 'a' }))
    await began.promise
    await away(server)
    mayEnd.resolve()
    await t.rejects(inbox.put(recordOf('meanwhile')))
    await new Promise((resolve) => setTimeout(resolve, 700))
    await back(server)
    await until(async () => (await inbox.stats()).waiting === 0)
    await until(() => inbox.drain().then(() => true))
    t.same(
      seen.filter((attempt) => !attempt.startsWith('meanwhile')),
      ['one 1', 'two 1'],
    )
  })
}

t.test('what ended after its lease is completed all the same, when no other process took it', async (t) => {
  const { server, inbox } = await opened(t, { lease: 60_000 })
  const [began, mayEnd] = [deferred(), deferred()]
  const seen: number[] = []
  inbox.deliver(async (_, { number }) => {
    seen.push(number)
    began.resolve()
    await mayEnd.promise
    return { state: 'handled' }
  })
  await inbox.put(recordOf('a:b'))
  await began.promise
  // As after an outage that was longer than the lease.
  const due = 'due:Room.CallbackAfterMemberLeave'
  await server.command('ZADD', `{room-callbacks}:callbacks:${due}`, 1, nameOf('a:b'))
  await server.command('ZADD', '{room-callbacks}:callbacks:due', 1, 'Room.CallbackAfterMemberLeave')
  mayEnd.resolve()
  await inbox.drain()
  t.same(seen, [1])
  t.equal(await inbox.put(recordOf('a:b')), 'duplicate')
})

t.test('what Redis gives so late that another is done with it is not begun', async (t) => {
  const { server, inbox } = await opened(t, { lease: 300 })
  const line = await BreakableLine.start(server.port)
  t.teardown(() => line.stop())
  const late = await openInbox({ connection: line.url, lease: 300 })
  t.teardown(() => late.close({ timeout: 2000 }).catch(() => {}))
  const seen: string[] = []
  const handle =
    (who: string) =>
    async (_: InboxRecord, { number }: Attempt) => {
      seen.push(`${who} ${number}`)
      return { state: 'handled' } as const
    }
  const delivery = late.deliver(handle('late'))
  line.keepBack('"RoomId":"one"')
  await inbox.put(recordOf('one'))
  await until(async () => (await inbox.stats()).running === 1)
  inbox.deliver(handle('other'))
  await inbox.drain()
  line.release()
  await delivery.close()
  t.same(seen, ['other 2'])
})

t.test('the result of an attempt that was taken over is not written down', async (t) => {
  const { server, inbox } = await opened(t, { lease: 60_000 })
  const handled = events(t, 'handled')
  const [began, mayEnd] = [deferred(), deferred()]
  const delivery = inbox.deliver(async () => {
    began.resolve()
    await mayEnd.promise
    return { state: 'handled' }
  })
  await inbox.put(recordOf('a:b'))
  await began.promise
  await server.command('HSET', `{room-callbacks}:callbacks:entry:${nameOf('a:b')}`, 'fence', 'of another')
  mayEnd.resolve()
  await delivery.close()
  t.equal((await inbox.stats()).running, 1)
  t.same(handled, [])
})

t.test('close() while Redis is away does not hang', async (t) => {
  const { server, inbox } = await opened(t)
  const began = deferred()
  inbox.deliver(() => {
    began.resolve()
    return new Promise(() => {})
  })
  await inbox.put(recordOf('one'))
  await began.promise
  await server.kill()
  await t.rejects(inbox.close({ timeout: 100 }), { code: 'close-timeout' })
})

t.test('retention is swept again after an outage', async (t) => {
  const causes = failures(t)
  const { server, inbox } = await opened(t, { retention: 200 })
  await inbox.put(recordOf('one', { refusal: { code: 'invalid-packet', message: 'wrong' } }))
  server.pause()
  await until(() => causes.length > 0)
  server.resume()
  await until(async () => (await inbox.stats()).dead === 0)
  t.equal(causes.length, 1)
})

t.test('an id is told as it was given', async (t) => {
  const { inbox } = await opened(t)
  const purged = events(t, 'purged')
  const ids = ['a~b%c:d', '~', '%7E', 'plain', ':~%']
  for (const id of ids) await inbox.put(recordOf(id, { refusal: { code: 'invalid-packet', message: 'wrong' } }))
  for (const id of ids) t.equal(await inbox.purge({ id }), 1)
  t.same(purged, ids)
})
