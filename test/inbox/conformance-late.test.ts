import { setTimeout as pass } from 'node:timers/promises'
import { createInbox, type InboxStore, readInboxOptions } from '@room-callbacks/core/inbox'
import { InboxMemory, inboxConformance, MemoryInboxStore, type NewStore } from '@room-callbacks/testing'
import t from 'tap'

// On a busy machine the answer to one call overtakes the answer to an earlier one. The suite must judge no store by which
// of two answers comes first.

/** How late an answer comes. Unit: ms. */
const delay = 60

/** A store that does everything at once, and gives the answers of one method late. */
function answersLate(store: InboxStore, late: string): InboxStore {
  return new Proxy(store, {
    get(target, name) {
      const value = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      if (name !== late) return value.bind(target)
      return async (...values: unknown[]) => {
        const [answer] = await Promise.allSettled([value.apply(target, values), pass(delay)])
        if (answer.status === 'rejected') throw answer.reason
        return answer.value
      }
    },
  })
}

async function newStore(late: string): Promise<NewStore> {
  const memory = new InboxMemory()
  return {
    open: async (options) => {
      const settings = readInboxOptions(options ?? {})
      return createInbox(answersLate(new MemoryInboxStore(settings, memory), late), settings)
    },
    remove: async () => memory.entries.clear(),
  }
}

for (const late of ['put', 'lease', 'release', 'complete', 'delay']) {
  t.test(`${late}() answers late`, async (t) => {
    t.jobs = 8
    for (const { name, run } of inboxConformance) t.test(name, () => run(() => newStore(late)))
  })
}
