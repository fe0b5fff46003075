import { createInbox, readInboxOptions } from '@room-callbacks/core/inbox'
import { InboxMemory, MemoryInboxStore, memoryInbox } from '@room-callbacks/testing'
import t from 'tap'
import { recordOf } from './bench.ts'

t.test('a room is held by whichever of it is held, when order is asked for later', async (t) => {
  const memory = new InboxMemory()
  const unordered = new MemoryInboxStore(readInboxOptions({}), memory)
  const ordered = new MemoryInboxStore(readInboxOptions({ order: 'room' }), memory)
  for (const id of ['first', 'second', 'third']) await unordered.put(recordOf(id, { room: 'a' }), 0)
  const [first] = await unordered.take(2, 1, 10)
  await unordered.delay(first as NonNullable<typeof first>, 2, { code: 'handler-failed', message: 'as asked' })
  t.strictSame(await ordered.take(10, 5, 20), [], 'the second runs, though the first is due')
  const taken = await ordered.take(10, 15, 20)
  t.strictSame(
    taken.map(({ record }) => record.id),
    ['first'],
  )
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
    await store.put(recordOf(`at ${now}`), now)
    for (const taken of await store.take(1, now, now + 10)) await store.finish(taken, now, now + 1)
  }
  t.equal((await store.stats(50_000)).rate, 2 / 60)
  await store.expire(60_000)
  t.same(memory.handledAt, [50_000])
})

t.test('what is held no more is not finished a second time', async (t) => {
  const store = new MemoryInboxStore(readInboxOptions({}))
  await store.put(recordOf('one'), 0)
  const [taken] = await store.take(1, 0, 10)
  t.equal(await store.finish(taken as NonNullable<typeof taken>, 1, 2), true)
  t.equal(await store.finish(taken as NonNullable<typeof taken>, 1, 2), false)
})
