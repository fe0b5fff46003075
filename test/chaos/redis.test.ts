import t from 'tap'
import { RedisServer } from '../redis/redis-server.ts'
import { chaos } from './chaos.ts'
import { profile } from './load-profile.ts'

t.setTimeout(600_000)

const mishaps = { kills: 24, pauses: 3, restarts: 2 }

for (const [name, retries] of Object.entries({ 'no retries': 0, 'with retries': 6 })) {
  t.test(`Redis, ${name}`, async (t) => {
    const server = await RedisServer.start(['--appendfsync', 'always'])
    t.teardown(() => server.remove())
    await chaos(t, { folder: t.testdir(), kind: 'redis', place: server.url, server }, { ...profile, retries }, mishaps)
  })
}
