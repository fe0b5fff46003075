import { createInbox, type LeasedEntry, readInboxOptions } from '@room-callbacks/core/inbox'
import { InboxMemory, MemoryInboxStore, memoryInbox } from '@room-callbacks/testing'
import t from 'tap'
import { recordOf } from './inbox-fixture.ts'

t.test('a room is held by whichever of it is held, when order is asked for later', async (t) => {
  const memory = new InboxMemory()
  let now = 0
  const unordered = new MemoryInboxStore(readInboxOptions({}), memory, () => now)
  const ordered = new MemoryInboxStore(readInboxOptions({ order: 'key' }), memory, () => now)
  for (const id of ['first', 'second', 'third']) await unordered.put(recordOf(id, { orderKey: 'a' }), 0, 1)
  const request = { now: 0, commands: '*', suspects: 'none' } as const
  const { entries } = await unordered.lease({ ...request, limit: 2, duration: 10 })
  const [first, second] = entries as [LeasedEntry, LeasedEntry]
  await unordered.delay(first, now, 2, { code: 'handler-failed', message: 'as asked' })
  now = 5
  t.strictSame((await ordered.lease({ ...request, limit: 10, duration: 20 })).entries, [], 'the second runs')
  await unordered.release([second])
  t.match((await ordered.lease({ ...request, limit: 10, duration: 20 })).entries, [{ record: { id: 'first' } }])
})

t.test('a store of its own shares nothing', async (t) => {
  const settings = readInboxOptions({})
  const inboxes = [createInbox(new MemoryInboxStore(settings), settings), memoryInbox(), memoryInbox()]
  for (const inbox of inboxes) t.equal(await inbox.put(recordOf('one')), 'stored')
  for (const inbox of inboxes) await inbox.close()
})

t.test('its options are those of every inbox', async (t) => {
  t.throws(() => memoryInbox({ attempts: 0 }), { code: 'invalid-option', message: /attempts/ })
})

t.test('what was handled is remembered for the rate, and no longer', async (t) => {
  const memory = new InboxMemory()
  const store = new MemoryInboxStore(readInboxOptions({}), memory)
  for (const now of [0, 50_000]) {
    await store.put(recordOf(`at ${now}`), now, 1)
    const { entries } = await store.lease({ limit: 1, now, duration: 10, commands: '*', suspects: 'one' })
    for (const leased of entries) await store.complete(leased, now, now + 1)
  }
  t.equal((await store.stats(50_000)).rate, 2 / 60)
  await store.expire(60_000)
  t.same(memory.handledAt, [50_000])
})

t.test('what is held no more is not finished a second time', async (t) => {
  const store = new MemoryInboxStore(readInboxOptions({}))
  await store.put(recordOf('one'), 0, 1)
  const { entries } = await store.lease({ limit: 1, now: 0, duration: 10, commands: '*', suspects: 'one' })
  const [leased] = entries as [LeasedEntry]
  t.equal(await store.complete(leased, 1, 2), true)
  t.equal(await store.complete(leased, 1, 2), false)
})
