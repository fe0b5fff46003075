import { InboxMemory, inboxConformance, memoryInbox, type NewStore } from '@room-callbacks/testing'
import t from 'tap'

async function newStore(): Promise<NewStore> {
  const memory = new InboxMemory()
  return { open: async (options) => memoryInbox(options, memory), remove: async () => memory.entries.clear() }
}

for (const { name, run } of inboxConformance) t.test(name, () => run(newStore))
