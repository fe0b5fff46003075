import { openInbox } from '@room-callbacks/postgres'
import { inboxConformance } from '@room-callbacks/testing'
import t from 'tap'
import { check } from '../property/check.ts'
import { inboxStoreModel } from '../property/inbox-store-model.ts'
import { PostgresServer } from './postgres-server.ts'
import { emptyTables, openTestStore } from './tables.ts'

const server = await PostgresServer.start(['fsync=off'])
t.teardown(() => server.remove())

async function newStore() {
  await emptyTables(server)
  return {
    open: (options = {}) => openInbox({ connection: server.url, queryTimeout: 20_000 }, options),
    remove: async () => {},
  }
}

for (const { name, run } of inboxConformance) {
  t.test(name, async (t) => {
    await t.resolves(run(newStore))
  })
}

t.test('any interleaving of what two processes do with a store in Postgres', async (t) => {
  const property = inboxStoreModel(async (settings) => {
    await emptyTables(server)
    return {
      open: async (leaseClock) => openTestStore(server, { settings, clocks: { server: leaseClock } }),
      remove: async () => {},
    }
  })
  await check(t, property, 25)
})
