import { openInbox } from '@room-callbacks/redis'
import { inboxConformance } from '@room-callbacks/testing'
import t from 'tap'
import { RedisServer } from './redis-server.ts'

const server = await RedisServer.start()
t.teardown(() => server.remove())

let stores = 0

/** One server for all of them: each has keys of its own. */
async function newStore() {
  const prefix = `{store-${++stores}}`
  return {
    open: (options = {}) => openInbox({ ...options, connection: server.url, prefix, commandTimeout: 20_000 }),
    remove: async () => {},
  }
}

for (const { name, run } of inboxConformance) {
  t.test(name, async (t) => {
    await t.resolves(run(newStore))
  })
}
