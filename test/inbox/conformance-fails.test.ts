import type { Inbox, InboxOptions } from '@room-callbacks/core/inbox'
import { InboxMemory, inboxConformance, memoryInbox } from '@room-callbacks/testing'
import t from 'tap'

type Open = (options: InboxOptions | undefined, memory: InboxMemory) => Inbox

/** Inboxes that break one promise each, and the case that has to find it. */
const broken: readonly { name: string; open: Open; failing: string }[] = [
  {
    name: 'one that takes more than its capacity',
    open: (options, memory) => memoryInbox({ ...options, capacity: 1000 }, memory),
    failing: 'a full inbox refuses, and drops nothing',
  },
  {
    name: 'one that keeps no order',
    open: (options, memory) => memoryInbox({ ...options, order: 'none' }, memory),
    failing: 'each order key is handled in the order of arrival, over processes and retries',
  },
  {
    name: 'one that shares nothing with other processes',
    open: (options) => memoryInbox(options),
    failing: 'what was put is seen by another process, as it was',
  },
  {
    name: 'one that forgets at once what was handled',
    open: (options, memory) => memoryInbox({ ...options, window: 1 }, memory),
    failing: 'an id is a duplicate in every state, and when it was handled',
  },
]

for (const { name, open, failing } of broken) {
  t.test(`the suite finds ${name}`, async (t) => {
    const found = inboxConformance.find((one) => one.name === failing)
    const memory = new InboxMemory()
    let isRemoved = false
    const remove = async () => {
      isRemoved = true
    }
    const run = async () => found?.run(async () => ({ open: async (options) => open(options, memory), remove }))
    await t.rejects(run(), { name: 'AssertionError' })
    t.ok(isRemoved, 'it tidies up all the same')
  })
}
