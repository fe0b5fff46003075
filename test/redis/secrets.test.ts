import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { createServer } from 'node:net'
import { inspect } from 'node:util'
import { roomCallbacks } from '@room-callbacks/node'
import { openInbox, redisDeduplication } from '@room-callbacks/redis'
import { inject, packet } from '@room-callbacks/testing'
import { Cluster, Redis } from 'ioredis'
import t, { type Test } from 'tap'
import { operateStore } from '../cli/operate-store.ts'
import { runCli } from '../cli/run-cli.ts'
import { patience } from '../unhurried.ts'
import { recordOf } from './record.ts'
import { RedisServer } from './redis-server.ts'
import { until } from './until.ts'

const [right, wrong] = ['right-password', 'hunter2hunter2']
const server = await RedisServer.start(['--requirepass', right])
t.teardown(() => server.remove())
const { port } = server
const host = '127.0.0.1'

/** All that a log may print of an error. */
const shown = (value: unknown) =>
  `${inspect(value, { depth: 9, showHidden: true })} ${String(value)} ${(value as Error)?.stack}`
const rejectionOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

/** What is written to the console. */
function printed(t: Test): () => string {
  let text = ''
  for (const name of ['error', 'warn', 'log'] as const) {
    const original = console[name]
    console[name] = (...values: unknown[]) => {
      text += values.map(shown).join(' ')
    }
    t.teardown(() => {
      console[name] = original
    })
  }
  return () => text
}

/** What is published of failures. */
function published(t: Test): () => string {
  let text = ''
  const listen = (message: unknown) => {
    text += shown(message)
  }
  for (const name of ['room-callbacks:inbox-failed', 'room-callbacks:inbox']) {
    subscribe(name, listen)
    t.teardown(() => unsubscribe(name, listen))
  }
  return () => text
}

const connections: Record<string, unknown> = {
  'a wrong password in a URL': `redis://:${wrong}@${host}:${port}`,
  'a wrong password in options': { host, port, password: wrong },
  'a wrong user': `redis://stranger:${wrong}@${host}:${port}`,
  'a wrong password in an instance': new Redis({ host, port, password: wrong, lazyConnect: true }),
  'a wrong password of a cluster': new Cluster([{ host, port }], {
    redisOptions: { password: wrong },
    lazyConnect: true,
  }),
  'a password with #': `redis://:${wrong}#@${host}:${port}`,
  'a password with /': `redis://:${wrong}/x@${host}:${port}`,
  'a password with ?': `redis://:${wrong}?@${host}:${port}`,
  'a password with %': `redis://:${wrong}%zz@${host}:${port}`,
  'a password with @ and :': `redis://:x@y:${wrong}@${host}:${port}`,
  'a user with a slash': `redis://${wrong}/x:y@${host}:${port}`,
  'no URL at all': `//${wrong}@@//`,
  'another protocol': `http://:${wrong}@${host}:${port}`,
}

for (const [what, connection] of Object.entries(connections)) {
  t.test(`${what}: openInbox() and redisDeduplication() show no password`, async (t) => {
    const text = printed(t)
    const error = await rejectionOf(openInbox({ connection: connection as string, commandTimeout: 100 }))
    t.match(error, { name: 'RoomCallbacksError', code: /^(inbox-failed|invalid-option)$/ })
    t.notMatch(shown(error), wrong)
    let store: ReturnType<typeof redisDeduplication> | undefined
    try {
      store = redisDeduplication({ connection: connection as string, commandTimeout: 100 })
      t.notMatch(shown(await rejectionOf(store.claim('a', 1, 1000))), wrong)
    } catch (thrown) {
      t.match(thrown, { code: 'invalid-option' })
      t.notMatch(shown(thrown), wrong)
    } finally {
      await store?.close()
    }
    t.notMatch(text(), wrong, 'nor is it printed')
  })
}

t.test('a packet is in no error, on no channel and not printed', async (t) => {
  const [text, channels] = [printed(t), published(t)]
  const secret = 'my private words'
  const connection = { host, port, password: right }
  const inbox = await openInbox({ connection, commandTimeout: 500 })
  t.teardown(() => inbox.close({ timeout: 1000 }).catch(() => {}))
  const admin = new Redis(connection)
  t.teardown(() => admin.disconnect())
  let mayEnd: () => void = () => {}
  inbox.deliver(async () => {
    await new Promise<void>((resolve) => {
      mayEnd = resolve
    })
    throw new Error(secret)
  })
  await inbox.put(recordOf('before'))
  await until(async () => (await inbox.stats()).running === 1)
  const errors: unknown[] = []
  const breakages: readonly [string, string, string, string][] = [
    ['maxmemory', '1', '0', 'OOM'],
    ['min-replicas-to-write', '1', '0', 'NOREPLICAS'],
  ]
  for (const [name, broken, whole, code] of breakages) {
    await admin.config('SET', name, broken)
    const record = recordOf('one', { body: Buffer.from(JSON.stringify(secret)), clientIp: secret })
    const error = await rejectionOf(inbox.put(record))
    t.match(error, { code: 'inbox-failed', message: new RegExp(code) })
    errors.push(error)
    const callbacks = roomCallbacks(1400000000, { inbox, delivery: false, deadline: patience }).on('*', () => {})
    callbacks.on('rejected', (rejection) => errors.push(rejection.error))
    const body = packet('Room.CallbackAfterMemberLeave', { RoomId: secret })
    t.equal((await inject(callbacks, body)).status, 503)
    if (code === 'NOREPLICAS') {
      mayEnd()
      await until(() => channels().includes('NOREPLICAS'))
    }
    await admin.config('SET', name, whole)
  }
  t.notMatch(errors.map(shown).join('\n'), new RegExp(`${secret}|${right}`))
  t.notMatch(text(), new RegExp(`${secret}|${right}`))
  t.notMatch(channels(), new RegExp(`${secret}|${right}`))
})

t.test('a server that repeats what it was sent', async (t) => {
  // As one that does not know a command, or where it was renamed.
  const echo = createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', (data) => {
      const words = String(data)
        .split('\r\n')
        .filter((word) => !/^[$*]/.test(word))
      const isHello = words[0]?.toLowerCase() === 'hello'
      socket.write(
        `-ERR ${isHello ? `invalid password ${wrong} ` : ''}unknown command, with args beginning with: ${words.join(' ')}\r\n`,
      )
    })
  }).listen(0, host)
  await new Promise((resolve) => echo.once('listening', resolve))
  t.teardown(() => echo.close())
  const connection = { host, port: (echo.address() as { port: number }).port, password: wrong }
  const error = await rejectionOf(openInbox({ connection, commandTimeout: 100 }))
  t.match(error, { code: 'inbox-failed' })
  t.notMatch(shown(error), wrong)
})

t.test('the command line uses a Redis with a password, and prints it in no error', async (t) => {
  const inbox = await openInbox({ connection: `redis://:${right}@${host}:${port}`, name: 'operated' })
  t.teardown(() => inbox.close())
  await operateStore(t, inbox, `redis://:${right}@${host}:${port}`, ['--name', 'operated'])
  const cwd = t.testdir({ 'room-callbacks.config.json': '{}' })
  const env = { ROOM_CALLBACKS_STORE: `redis://:${wrong}@${host}:${port}` }
  const failed = await runCli(['inbox', 'stats', '--json'], { cwd, env })
  t.match([failed.code, failed.stdout], [3, /"code":"inbox-failed"/])
  t.notMatch(failed.stdout + failed.stderr, wrong)
})
