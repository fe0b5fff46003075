import { setTimeout } from 'node:timers/promises'
import type { EntryState } from '@room-callbacks/core/inbox'
import { openInbox, openStore } from '@room-callbacks/lmdb'
import t, { type Test } from 'tap'
import { bringUpToDate } from '../../packages/lmdb/src/database/format.ts'
import { openTrees } from '../../packages/lmdb/src/database/trees.ts'
import { LmdbStore } from '../../packages/lmdb/src/lmdb-store.ts'
import { freshDirectory } from './fresh-directory.ts'
import { numbered, numberOf } from './records.ts'
import { settingsOf } from './settings.ts'

const error = { code: 'handler-failed', message: 'as asked' }

function fresh(t: Test, order: 'none' | 'room' = 'none') {
  const { directory, remove } = freshDirectory()
  t.teardown(remove)
  return { directory, store: openStore(directory, settingsOf(order)) }
}

const numbersOf = async (store: ReturnType<typeof openStore>, state: EntryState, after?: string) =>
  (await store.list(state, { limit: 3, ...(after === undefined ? {} : { after }) })).map(({ record }) =>
    numberOf(record),
  )

t.test('every state is read page by page', async (t) => {
  const { store } = fresh(t)
  for (let number = 0; number < 5; number++) await store.put(numbered(number), number)
  for (let number = 10; number < 15; number++) await store.put(numbered(number, { answer: '{}' }), number)
  for (let number = 20; number < 25; number++) await store.put(numbered(number, { refusal: error }), number)
  const readAll = async (state: EntryState) => {
    const [first = -1, second = -1, third = -1] = await numbersOf(store, state)
    return [first, second, third, ...(await numbersOf(store, state, numbered(third).id))]
  }
  t.same(await readAll('waiting'), [0, 1, 2, 3, 4])
  t.same(await readAll('recorded'), [10, 11, 12, 13, 14])
  t.same(await readAll('dead'), [20, 21, 22, 23, 24])
  const taken = await store.take(5, 30, 100)
  t.same(await readAll('running'), [0, 1, 2, 3, 4])
  for (const [index, entry] of taken.entries()) await store.delay(entry, 200 - index, error)
  t.same(await readAll('delayed'), [4, 3, 2, 1, 0], 'what is due first comes first')
  t.same(await numbersOf(store, 'dead', 'nobody'), [20, 21, 22], 'after one that is gone: from the start')
  await store.close()
})

t.test('rooms are kept in order from when a process asks for it, and no longer when one does not', async (t) => {
  const { directory, store } = fresh(t)
  for (const number of [0, 1, 2, 3]) await store.put(numbered(number, number === 3 ? {} : { room: 'a' }), number)
  const [, second] = await store.take(2, 10, 100)
  await store.delay(second as never, 20, error)

  const ordered = openStore(directory, settingsOf('room'))
  t.same(
    (await ordered.take(9, 30, 100)).map(({ record }) => numberOf(record)),
    [3],
    'the first of the room is held',
  )
  t.equal((await store.stats(30)).waiting, 2, 'those that stand behind it wait, in every process')
  const [first] = await ordered.take(9, 100, 200)
  t.equal(numberOf((first as typeof second & object).record), 0, 'the hold is over')

  const unordered = openStore(directory, settingsOf('none'))
  t.same(
    (await unordered.take(9, 101, 200)).map(({ record }) => numberOf(record)),
    [1, 2],
  )
  for (const each of [store, ordered, unordered]) await each.close()
})

t.test('the rate counts the last minute, of a clock that may go back', async (t) => {
  const { store } = fresh(t)
  const handle = async (number: number, now: number) => {
    await store.put(numbered(number), now)
    const [entry] = await store.take(1, now, now + 100)
    await store.finish(entry as never, now, now + 1000)
  }
  for (const [index, now] of [1_000_000, 1_030_000, 1_029_000, 1_059_999].entries()) await handle(index, now)
  const rateAt = async (now: number) => (await store.stats(now)).rate * 60
  t.equal(await rateAt(1_059_999), 4)
  t.equal(await rateAt(1_060_000), 3)
  t.equal(await rateAt(1_090_000), 1)
  t.equal(await rateAt(9_000_000), 0)
  await store.close()
})

t.test('a process is told what another puts', async (t) => {
  const { directory, store } = fresh(t)
  const other = openStore(directory, settingsOf()) as LmdbStore
  const told = new Promise<void>((resolve) => {
    const unwatch = other.watch(() => {
      unwatch()
      resolve()
    })
  })
  await setTimeout(60)
  await store.put(numbered(1), 5)
  await told
  await store.close()
  await other.close()
})

t.test('many dead letters are retried and purged in parts', async (t) => {
  const { store } = fresh(t)
  const big = openStore(fresh(t).directory, settingsOf('none', 5000))
  await Promise.all(Array.from({ length: 1201 }, (_, index) => big.put(numbered(index, { refusal: error }), 5)))
  t.equal((await big.retry('all', 6)).length, 1201)
  const taken = await big.take(5000, 7, 100)
  await Promise.all(taken.slice(0, 600).map((entry) => big.bury(entry, 8, error)))
  await Promise.all(taken.slice(600).map((entry) => big.finish(entry, 8, 50)))
  t.same(await big.purge({ state: 'dead', olderThan: 10 }, 8), [], 'they are younger')
  t.equal((await big.purge({ state: 'dead' }, 9)).length, 600)
  t.equal(await big.put(numbered(700), 50), 'stored', 'its window is over, though nobody swept')
  t.same(await big.expire(60), [])
  t.equal((await big.stats(60)).waiting, 1)
  await big.close()
  await store.close()
})

t.test('what one operation cannot do does not harm the others of its transaction', async (t) => {
  const { store } = fresh(t)
  const bad = { ...numbered(1), toJSON: 1, carrier: { cyclic: undefined as never } }
  Object.assign(bad.carrier, { cyclic: bad.carrier })
  const [one, two, three] = await Promise.allSettled([
    store.put(numbered(0), 5),
    store.put(bad, 5),
    store.put(numbered(2), 5),
  ])
  t.same([one.status, two.status, three.status], ['fulfilled', 'rejected', 'fulfilled'])
  t.match((two as PromiseRejectedResult).reason, { code: 'inbox-failed', cause: { name: 'TypeError' } })
  t.same(await numbersOf(store, 'waiting'), [0, 2])
  await t.rejects(store.put(bad, 5), { code: 'inbox-failed' }, 'alone, too')
  await store.close()
})

t.test('what cannot be committed is refused', async (t) => {
  const { directory, remove } = freshDirectory()
  t.teardown(remove)
  const trees = openTrees(directory)
  const store = new LmdbStore(trees, settingsOf())
  await trees.environment.close()
  await t.rejects(Promise.all([store.put(numbered(0), 5), store.put(numbered(1), 5)]), {
    code: 'inbox-failed',
    cause: Error,
  })
})

t.test('a closed store refuses, and what was asked for before is done', async (t) => {
  const { directory, store } = fresh(t)
  const put = store.put(numbered(0), 5)
  await store.close()
  t.equal(await put, 'stored')
  await t.rejects(store.put(numbered(1), 5), { code: 'inbox-failed', message: /closed/ })
  await t.rejects(store.stats(5), { code: 'inbox-failed' })
  const again = openStore(directory, settingsOf())
  t.same(await numbersOf(again, 'waiting'), [0])
  await again.close()
})

t.test('an inbox has a clock, and refuses what is no option', async (t) => {
  const { directory, remove } = freshDirectory()
  t.teardown(remove)
  await t.rejects(openInbox(directory, { attempt: 3 } as object), { code: 'invalid-option', message: /"attempt"/ })
  const inbox = await openInbox(directory, { clock: () => 1500 })
  await inbox.put(numbered(1))
  t.equal((await inbox.stats()).oldestAge, 499)
  await inbox.close()
})

t.test('a store of a newer format is refused, one of an older is brought up to date', async (t) => {
  const { directory, store } = fresh(t)
  await store.put(numbered(0), 5)
  await store.close()

  const trees = openTrees(directory)
  const ran: number[] = []
  const steps = [1, 2, 3].map((step) => () => ran.push(step)) as unknown as (() => void)[]
  for (let opening = 0; opening < 2; opening++) trees.environment.transactionSync(() => bringUpToDate(trees, steps))
  t.same(ran, [2, 3], 'each step that it has not behind it, once')
  await trees.environment.close()

  t.throws(() => openStore(directory, settingsOf()), { code: 'inbox-failed', message: /format 4, .* up to 2: update/ })
})

t.test('whoever sends one after the other gets on with the next', async (t) => {
  const { store } = fresh(t)
  const sendFive = async (from: number) => {
    for (let number = from; number < from + 5; number++) await store.put(numbered(number), 5)
  }
  await Promise.all(Array.from({ length: 20 }, (_, sender) => sendFive(5 * sender)))
  t.equal((await store.stats(5)).waiting, 100)
  await store.close()
})
