import t from 'tap'
import { PostgresServer } from '../postgres/postgres-server.ts'
import { chaos } from './chaos.ts'
import { profile } from './load-profile.ts'

t.setTimeout(600_000)

t.test('Postgres, with retries', async (t) => {
  const server = await PostgresServer.start()
  t.teardown(() => server.remove())
  const store = { folder: t.testdir(), kind: 'postgres', place: server.url, server } as const
  await chaos(t, store, { ...profile, retries: 6 }, { kills: 20, pauses: 3, restarts: 2 })
})
