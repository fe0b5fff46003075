import { createServer } from 'node:net'
import { openInbox, type RedisInbox } from '@room-callbacks/redis'
import { Redis } from 'ioredis'
import t, { type Test } from 'tap'
import { BreakableLine } from './breakable-line.ts'
import { recordOf, waitingIds } from './record.ts'
import { RedisServer } from './redis-server.ts'
import { until } from './until.ts'

const refusal = { code: 'inbox-failed', cause: Error }
const commandTimeout = 3000

let count = 0

/** What a put is refused with, if it is. */
const refusalOf = (inbox: RedisInbox, id: string): Promise<unknown> =>
  inbox.put(recordOf(id)).then(
    () => undefined,
    (error: unknown) => error,
  )

/** Puts until it works again; each is refused with the code until then. Gives the id that was stored. */
async function putUntilStored(t: Test, inbox: RedisInbox): Promise<string> {
  const errors: unknown[] = []
  const stored = await until(async () => {
    const id = `again ${++count}`
    const error = await refusalOf(inbox, id)
    if (error === undefined) return id
    errors.push(error)
    return undefined
  })
  t.match(
    errors,
    errors.map(() => refusal),
  )
  return stored
}

/** An inbox behind a line, before and after something that breaks it for some time. */
async function survive(
  t: Test,
  server: RedisServer,
  breakIt: (line: BreakableLine) => Promise<void>,
  mend: (line: BreakableLine) => Promise<void>,
) {
  const line = await BreakableLine.start(server.port)
  const inbox = await openInbox({ connection: line.url, name: `broken-${++count}`, commandTimeout })
  t.teardown(async () => {
    await inbox.close()
    await line.stop()
  })
  t.equal(await inbox.put(recordOf('before')), 'stored')
  await breakIt(line)
  const error = await until(() => refusalOf(inbox, `failing ${++count}`))
  t.match(error, refusal)
  await mend(line)
  const id = await putUntilStored(t, inbox)
  const kept = await until(() => waitingIds(inbox))
  t.ok(kept.includes('before') && kept.includes(id), 'what was stored is there')
}

t.test('Redis that breaks, and comes back', async (t) => {
  const server = await RedisServer.start(['--appendfsync', 'always'])
  t.teardown(() => server.remove())

  t.test('killed and started again', (t) =>
    survive(
      t,
      server,
      () => server.kill(),
      () => server.restart(),
    ),
  )

  t.test('paused: connected, and silent', (t) =>
    survive(
      t,
      server,
      async () => server.pause(),
      async () => server.resume(),
    ),
  )

  t.test('a black hole on the way: new connections get through, the old one is dead', (t) =>
    survive(
      t,
      server,
      async (line) => line.swallow(),
      async (line) => line.passOn(),
    ),
  )

  t.test('out of memory', (t) =>
    survive(
      t,
      server,
      async () => void (await server.command('CONFIG', 'SET', 'maxmemory', 1)),
      async () => void (await server.command('CONFIG', 'SET', 'maxmemory', 0)),
    ),
  )

  t.test('a replica, after a failover', (t) =>
    survive(
      t,
      server,
      async () => void (await server.command('REPLICAOF', '127.0.0.1', 1)),
      async () => void (await server.command('REPLICAOF', 'NO', 'ONE')),
    ),
  )

  t.test('a reset connection', async (t) => {
    const line = await BreakableLine.start(server.port)
    const inbox = await openInbox({ connection: line.url, name: 'reset', commandTimeout })
    t.teardown(async () => {
      await inbox.close()
      await line.stop()
    })
    const ids = Array.from({ length: 50 }, (_, index) => `one ${index}`)
    const outcomes = Promise.allSettled(ids.map((id) => inbox.put(recordOf(id))))
    line.reset()
    const stored = (await outcomes).flatMap(({ status }, index) => (status === 'fulfilled' ? [ids[index]] : []))
    await putUntilStored(t, inbox)
    const kept = await waitingIds(inbox)
    t.ok(
      stored.every((id) => kept.includes(id as string)),
      `${stored.length} of ${ids.length} were stored`,
    )
  })
})

t.test('Redis that loads its data', async (t) => {
  const server = await RedisServer.start()
  t.teardown(() => server.remove())
  const inbox = await openInbox({ connection: server.url, commandTimeout })
  t.teardown(() => inbox.close())
  for (let index = 0; index < 20; index++) await inbox.put(recordOf(`before ${index}`))
  // While it reads a snapshot Redis answers; the tail of the file it reads in one go.
  await server.command('BGREWRITEAOF')
  await until(async () => /aof_rewrite_in_progress:0/.test(String(await server.command('INFO', 'persistence'))))
  await server.shutDown()
  // Unit: µs a key.
  const restarted = server.restart(['--key-load-delay', '100000', '--loading-process-events-interval-bytes', '1024'])
  const probe = new Redis(server.port, '127.0.0.1', { enableReadyCheck: false, retryStrategy: () => 20 })
  probe.on('error', () => {})
  t.teardown(() => probe.disconnect())
  await until(async () => /^LOADING/.test(await probe.get('any').catch(({ message }) => message)))
  await t.rejects(inbox.put(recordOf('meanwhile')), refusal)
  await t.rejects(openInbox({ connection: server.url, commandTimeout: 1 }), refusal)
  await restarted
  await putUntilStored(t, inbox)
  t.equal((await inbox.stats()).waiting, 21)
})

t.test('no Redis at all', async (t) => {
  await t.rejects(openInbox({ connection: { host: '127.0.0.1', port: 1 }, commandTimeout: 20 }), {
    code: 'inbox-failed',
    cause: { code: 'ECONNREFUSED' },
  })
})

t.test('something that accepts and never answers', async (t) => {
  const sockets = new Set<{ destroy(): void }>()
  const hole = createServer((socket) => void sockets.add(socket.on('error', () => {}))).listen(0, '127.0.0.1')
  await new Promise((resolve) => hole.once('listening', resolve))
  t.teardown(() => {
    hole.close()
    for (const socket of sockets) socket.destroy()
  })
  const { port } = hole.address() as { port: number }
  await t.rejects(openInbox({ connection: { port }, commandTimeout: 20 }), refusal)
})
