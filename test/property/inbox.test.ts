import { InboxMemory, MemoryInboxStore } from '@room-callbacks/testing'
import t from 'tap'
import { check } from './check.ts'
import { inboxStoreModel } from './inbox-store-model.ts'

t.test('any interleaving of what two processes do with a store in memory', async (t) => {
  const property = inboxStoreModel(async (settings) => {
    const memory = new InboxMemory()
    return { open: async (leaseClock) => new MemoryInboxStore(settings, memory, leaseClock), remove: async () => {} }
  })
  await check(t, property, 600)
})
