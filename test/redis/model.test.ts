import t from 'tap'
import { check } from '../property/check.ts'
import { inboxStoreModel } from '../property/inbox-store-model.ts'
import { RedisServer } from './redis-server.ts'
import { openTestStore } from './test-store.ts'

const server = await RedisServer.start(['--appendonly', 'no'])
t.teardown(() => server.remove())

t.test('any interleaving of what two processes do with a store in Redis', async (t) => {
  let stores = 0
  const property = inboxStoreModel(async (settings) => {
    const base = `{store-${++stores}}:`
    return {
      open: async (leaseClock) => openTestStore(server, { base, settings, clocks: { server: leaseClock } }),
      remove: async () => {},
    }
  })
  await check(t, property, 60)
})
