import {
  countEntries,
  createInbox,
  type LeasedEntry,
  type ReadOptions,
  readEntries,
  readInboxOptions,
} from '@room-callbacks/core/inbox'
import { InboxMemory, MemoryInboxStore, memoryInbox } from '@room-callbacks/testing'
import t, { type Test } from 'tap'
import { recordOf, troubledInbox } from './inbox-fixture.ts'

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

t.test('readEntries() reads every page, and only what is meant', async (t) => {
  const { inbox } = await deadLetters(t)
  const read = async (options: ReadOptions) => {
    const ids: string[] = []
    for await (const { record } of readEntries(inbox, 'dead', options)) ids.push(record.id)
    return ids
  }
  t.equal((await read({})).length, 250)
  t.same(await read({ orderKey: 'room 7', command: 'Room.CallbackAfterDestroyRoom' }), ['7', '107', '207'])
  t.same(await read({ command: 'Room.Other' }), ['0'])
  t.same(await read({ code: 'invalid-packet' }), ['0'])
  const last = await inbox.get('247')
  t.same(await read({ after: last?.position }), ['248', '249'])
})

t.test('countEntries() counts by what entries have in common, the largest groups first', async (t) => {
  const { inbox } = await deadLetters(t)
  const all = await countEntries(inbox, 'dead')
  t.same(all.byCommand, [
    { name: 'Room.CallbackAfterDestroyRoom', count: 249, oldest: 1 },
    { name: 'Room.Other', count: 1, oldest: 1000 },
  ])
  t.same(all.byCode, [
    { name: 'handler-failed', count: 249, oldest: 1 },
    { name: 'invalid-packet', count: 1, oldest: 1000 },
  ])
  t.equal(all.byOrderKey.length, 100, 'the one that belongs to nothing is left out')
  t.same(all.byOrderKey[0], { name: 'room 1', count: 3, oldest: 1 })
  t.match(all, { counted: 250, isComplete: true })
  t.match(await countEntries(inbox, 'dead', 10), { counted: 10, isComplete: false })
  t.match(await countEntries(inbox, 'waiting'), { counted: 0, isComplete: true, byCommand: [] })
})

/** 250 of them; the first has another command, and no order key. */
async function deadLetters(t: Test) {
  const { inbox } = troubledInbox(t)
  for (let index = 0; index < 250; index++) {
    const refusal = { code: index === 0 ? 'invalid-packet' : 'handler-failed', message: 'as asked' }
    const fields = { orderKey: `room ${index % 100}`, receivedAt: index, refusal }
    const first = { command: 'Room.Other', receivedAt: 1000, refusal }
    await inbox.put(recordOf(String(index), index === 0 ? first : fields))
  }
  return { inbox }
}
