import { setTimeout } from 'node:timers/promises'
import type { EntryState, InboxStore, LeasedEntry } from '@room-callbacks/core/inbox'
import { openInbox } from '@room-callbacks/sqlite'
import t, { type Test } from 'tap'
import { loadDriver } from '../../packages/sqlite/src/database/load-driver.ts'
import { operateStore } from '../cli/operate-store.ts'
import { freshPlace } from './fresh-place.ts'
import { openInProcess } from './in-process.ts'
import { numbered, numberOf } from './records.ts'
import { settingsOf } from './settings.ts'

const error = { code: 'handler-failed', message: 'as asked' }
const soon = 5000

/** A store in a file of its own, on a lease clock that stands still. */
async function fresh(t: Test, order: 'none' | 'key' = 'none', capacity = 1000) {
  const { path, remove } = freshPlace()
  t.teardown(remove)
  const clock = { time: 1000 }
  const open = async (order: 'none' | 'key') => {
    const store = openInProcess(path, settingsOf(order, capacity), { leaseClock: () => clock.time })
    t.teardown(() => store.close())
    return store
  }
  return { path, clock, open, store: await open(order) }
}

const lease = async (store: InboxStore, limit: number, now = 30): Promise<readonly LeasedEntry[]> =>
  (await store.lease({ limit, now, duration: 100, commands: '*', suspects: 'one' })).entries

const numbersOf = async (store: InboxStore, state: EntryState, after?: string) =>
  (await store.list(state, { limit: 3, ...(after === undefined ? {} : { after }) })).map(({ record }) =>
    numberOf(record),
  )

t.test('every state is read page by page', async (t) => {
  const { store } = await fresh(t)
  for (let number = 0; number < 5; number++) await store.put(numbered(number), number, soon)
  for (let number = 10; number < 15; number++) await store.put(numbered(number, { answer: '{}' }), number, soon)
  for (let number = 20; number < 25; number++) await store.put(numbered(number, { refusal: error }), number, soon)
  const readAll = async (state: EntryState) => {
    const [first = -1, second = -1, third = -1] = await numbersOf(store, state)
    return [first, second, third, ...(await numbersOf(store, state, numbered(third).id))]
  }
  t.same(await readAll('waiting'), [0, 1, 2, 3, 4])
  t.same(await readAll('recorded'), [10, 11, 12, 13, 14])
  t.same(await readAll('dead'), [20, 21, 22, 23, 24])
  const leased = await lease(store, 5)
  t.same(await readAll('running'), [0, 1, 2, 3, 4])
  for (const [index, entry] of leased.entries()) await store.delay(entry, 100, 100 - index, error)
  t.same(await readAll('delayed'), [0, 1, 2, 3, 4])
  t.same(await numbersOf(store, 'dead', 'not there'), [20, 21, 22], 'after one that is gone: from the start')
})

t.test('rooms are kept in order from when a process asks for it, and no longer when one does not', async (t) => {
  const { store, open, clock } = await fresh(t)
  for (const number of [0, 1, 2, 3])
    await store.put(numbered(number, number === 3 ? {} : { orderKey: 'a' }), number, soon)
  const [, second] = await lease(store, 2)
  await store.delay(second as LeasedEntry, 20, 10, error)

  const ordered = await open('key')
  t.same(
    (await lease(ordered, 9)).map(({ record }) => numberOf(record)),
    [3],
    'the first of the room is leased',
  )
  t.equal((await store.stats(30)).waiting, 1, 'what stands behind it waits, in every process')
  clock.time += 100
  const [first] = await lease(ordered, 9)
  t.equal(numberOf((first as LeasedEntry).record), 0, 'its lease is over')

  const unordered = await open('none')
  await ordered.complete(first as LeasedEntry, 30, 1000)
  clock.time += 1
  t.same(
    (await lease(unordered, 9)).map(({ record }) => numberOf(record)),
    [3],
    'a suspect runs alone',
  )
  t.same(
    (await lease(unordered, 9)).map(({ record }) => numberOf(record)),
    [1, 2],
  )
})

t.test('what was leased before rooms were in order holds its room wherever it stands', async (t) => {
  const { store, open, clock } = await fresh(t)
  for (const number of [0, 1, 2]) await store.put(numbered(number, { orderKey: 'a' }), number, soon)
  const [first, second] = await lease(store, 2)
  await store.release([first as LeasedEntry])
  const ordered = await open('key')
  t.same(await lease(ordered, 9), [], 'the second is leased, and the first waits for it')
  clock.time += 100
  const leased = await lease(ordered, 9)
  t.same(
    leased.map(({ record }) => numberOf(record)),
    [0],
    'its lease is over: it goes behind the first',
  )
  t.equal(await ordered.complete(second as LeasedEntry, 30, 1000), false)
})

t.test('the rate counts the last minute, of a clock that may go back', async (t) => {
  const { store } = await fresh(t)
  const handle = async (number: number, now: number) => {
    await store.put(numbered(number), now, soon)
    const [entry] = await lease(store, 1, now)
    await store.complete(entry as LeasedEntry, now, now + 1000)
  }
  for (const [index, now] of [1_000_000, 1_030_000, 1_029_000, 1_059_999].entries()) await handle(index, now)
  const rateAt = async (now: number) => (await store.stats(now)).rate * 60
  t.equal(await rateAt(1_059_999), 4)
  t.equal(await rateAt(1_060_000), 3)
  t.equal(await rateAt(1_090_000), 1)
  t.equal(await rateAt(9_000_000), 0)
  await handle(10, 9_000_000)
  await handle(11, 5_000_000)
  t.equal(await rateAt(5_000_001), 1, 'an hour back: the minute begins anew')
  t.equal(await rateAt(5_060_001), 0)
})

t.test('a process is told what another puts', async (t) => {
  const { store, open } = await fresh(t)
  const other = await open('none')
  let told = 0
  const unwatch = other.watch?.(() => told++)
  await setTimeout(60)
  await store.put(numbered(1), 5, soon)
  while (told === 0) await setTimeout(5)
  unwatch?.()
  await store.put(numbered(2), 5, soon)
  await setTimeout(120)
  t.equal(told, 1, 'and no longer')
})

t.test('many dead letters are retried and purged in parts', async (t) => {
  const { store } = await fresh(t, 'none', 5000)
  await Promise.all(Array.from({ length: 1201 }, (_, index) => store.put(numbered(index, { refusal: error }), 5, soon)))
  t.equal((await store.retry('all', 6)).length, 1201)
  const leased = await lease(store, 5000)
  await Promise.all(leased.slice(0, 600).map((entry) => store.deadLetter(entry, 8, error)))
  await Promise.all(leased.slice(600).map((entry) => store.complete(entry, 8, 50)))
  t.same(await store.purge({ state: 'dead', olderThan: 10 }, 8), [], 'they are younger')
  t.equal((await store.purge({ state: 'dead' }, 9)).length, 600)
  t.equal(await store.put(numbered(700), 50, soon), 'stored', 'its window is over, though nothing was swept')
  t.same(await store.expire(60), [])
  t.equal((await store.stats(60)).waiting, 1)
})

t.test('handled ids are forgotten in parts, around what is kept', async (t) => {
  const { store } = await fresh(t, 'none', 5000)
  await Promise.all(Array.from({ length: 1500 }, (_, index) => store.put(numbered(index), 5, soon)))
  const leased = await lease(store, 5000)
  const [kept, late, ...others] = leased as [LeasedEntry, LeasedEntry, ...LeasedEntry[]]
  await store.deadLetter(kept, 8, error)
  await store.complete(late, 8, 500)
  await Promise.all(others.map((entry) => store.complete(entry, 8, 50)))
  await store.expire(49)
  t.equal(await store.put(numbered(700), 49, soon), 'duplicate')
  await store.expire(60)
  t.equal(await store.put(numbered(numberOf(late.record)), 60, soon), 'duplicate', 'its time is not over')
  t.equal(await store.put(numbered(700), 60, soon), 'stored')
  await store.expire(600)
  t.equal(await store.put(numbered(numberOf(late.record)), 600, soon), 'stored')
  t.equal((await store.stats(600)).dead, 1)
})

t.test('what one operation cannot do does not harm the others of its transaction', async (t) => {
  const { store } = await fresh(t)
  const bad = { ...numbered(1), carrier: { cyclic: undefined as never } }
  Object.assign(bad.carrier, { cyclic: bad.carrier })
  const [one, two, three] = await Promise.allSettled([
    store.put(numbered(0), 5, soon),
    store.put(bad, 5, soon),
    store.put(numbered(2), 5, soon),
  ])
  t.same([one.status, two.status, three.status], ['fulfilled', 'rejected', 'fulfilled'])
  t.match((two as PromiseRejectedResult).reason, { code: 'inbox-failed', message: /not made of texts and numbers/ })
  const odd = { ...numbered(3), receivedAt: 5n as unknown as number }
  await t.rejects(store.put(odd, 5, soon), { code: 'inbox-failed' })
  await t.rejects(store.put(numbered(4), {} as number, soon), { code: 'inbox-failed' }, 'what SQLite cannot bind')
  t.same(await numbersOf(store, 'waiting'), [0, 2])

  const row = [10, 11, 12, 13].map((number) => store.put(numbered(number), number === 12 ? ({} as number) : 5, soon))
  const statuses = (await Promise.allSettled(row)).map(({ status }) => status)
  t.same(statuses, ['fulfilled', 'fulfilled', 'rejected', 'fulfilled'], 'in a row that is put at once')
  t.same(await numbersOf(store, 'waiting', numbered(2).id), [10, 11, 13])
})

t.test('a body that is no bytes does not harm the others of its row', async (t) => {
  const { path, remove } = freshPlace()
  t.teardown(remove)
  const inbox = await openInbox(path)
  const putAll = (numbers: readonly number[], wrong?: number) => {
    const body = { byteLength: 5, length: 5 } as Uint8Array
    return Promise.allSettled(numbers.map((number) => inbox.put(numbered(number, number === wrong ? { body } : {}))))
  }
  const statuses = (await putAll([0, 1, 2, 3], 2)).map(({ status }) => status)
  t.same(statuses, ['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  t.match(await inbox.stats(), { waiting: 3 })
  await inbox.close()
})

t.test('a closed store refuses, and what was asked for before is done', async (t) => {
  const { store, open } = await fresh(t)
  const put = store.put(numbered(0), 5, soon)
  await store.close()
  t.equal(await put, 'stored')
  await t.rejects(store.put(numbered(1), 5, soon), { code: 'inbox-failed', message: /closed/ })
  await t.rejects(store.stats(5), { code: 'inbox-failed' })
  t.same(await numbersOf(await open('none'), 'waiting'), [0])
})

t.test('an inbox has a clock, and refuses what is no option', async (t) => {
  const { path, remove } = freshPlace()
  t.teardown(remove)
  await t.rejects(openInbox(path, { attempt: 3 } as object), { code: 'invalid-option', message: /"attempt"/ })
  const inbox = await openInbox(path, { clock: () => 1500 })
  await inbox.put(numbered(1))
  t.equal((await inbox.stats()).oldestAge, 499)
  await inbox.close()
})

t.test('clients that send one after the other get on with the next', async (t) => {
  const { store } = await fresh(t)
  const sendFive = async (from: number) => {
    for (let number = from; number < from + 5; number++) await store.put(numbered(number), 5, soon)
  }
  await Promise.all(Array.from({ length: 20 }, (_, sender) => sendFive(5 * sender)))
  t.equal((await store.stats(5)).waiting, 100)
})

t.test('any text comes back as it was', async (t) => {
  const { store, open } = await fresh(t, 'key')
  const texts = ['', '\0', 'a\0b', '\ud800', '\udc00', '\ud83d\ude00', '"\'\\', '%s;--', 'ä'.repeat(300)]
  for (const [index, text] of texts.entries()) {
    const record = numbered(index, {
      id: `id ${text}`,
      command: text,
      receivedAs: text,
      orderKey: text,
      clientIp: text,
    })
    t.equal(await store.put(record, 5, soon), 'stored', JSON.stringify(text))
    t.equal(await store.put(record, 5, soon), 'duplicate', JSON.stringify(text))
  }
  const other = await open('key')
  const found: string[] = []
  // Rooms that differ in what UTF-8 cannot say are one room.
  for (let leased = await lease(other, 100); leased.length > 0; leased = await lease(other, 100)) {
    for (const entry of leased) {
      found.push(JSON.stringify([entry.record.id, entry.record.command, entry.record.orderKey]))
      t.equal(await other.complete({ ...entry }, 5, 100), true, 'a copy of a lease is the lease')
    }
  }
  t.same(new Set(found), new Set(texts.map((text) => JSON.stringify([`id ${text}`, text, text]))))
  t.equal(found.length, texts.length)
})

t.test('a record is leased as it is stored, where nothing older waits', async (t) => {
  const { store, clock } = await fresh(t)
  const request = { limit: 1, now: 5, duration: 100, commands: '*', suspects: 'one' } as const
  t.same(await store.lease(request), { entries: [], suspectsReady: false })
  const first = (await store.put(numbered(1), 5, soon, 100)) as LeasedEntry
  t.match(first, { attempt: 1, crashes: 0, record: { id: numbered(1).id } })
  t.equal(await store.put(numbered(1), 5, soon, 100), 'duplicate')
  t.equal(await store.put(numbered(2, { refusal: error }), 5, soon, 100), 'stored')
  t.equal(await store.put(numbered(3), 5, soon), 'stored')
  t.equal(await store.put(numbered(4), 5, soon, 100), 'stored', 'the third is older')
  t.match(await store.stats(5), { running: 1, waiting: 2 })
  t.equal(await store.nextDueIn('*'), 100)
  t.ok(await store.delay(first, 5, 50, error))
  t.equal(await store.nextDueIn('*'), 50)
  clock.time += 50
  t.match(await lease(store, 9), [{ attempt: 2 }, { attempt: 1 }, { attempt: 1 }])
})

t.test('records of one commit are each stored once, however many are alike', async (t) => {
  const { store } = await fresh(t, 'none', 15)
  const putAll = async (numbers: readonly number[], duration = 100, more = {}) => {
    const puts = numbers.map((number) => store.put(numbered(number, more), 0, soon, duration))
    const results = await Promise.allSettled(puts)
    return results.map((result) => {
      if (result.status === 'rejected') return result.reason.code
      return typeof result.value === 'string' ? result.value : numberOf(result.value.record)
    })
  }
  t.same(await putAll([0, 1, 2, 3, 4]), [0, 1, 2, 3, 4], 'leased')
  t.same(await putAll([5, 2, 6, 6, 7]), [5, 'duplicate', 6, 'duplicate', 7], 'known before, and known by its own row')
  const leased = await putAll([8, 9, 10, 11], 0)
  t.same(leased, ['stored', 'stored', 'stored', 'stored'], 'not leased')
  t.same(await putAll([12]), ['stored'], 'others are ready before it')
  t.same(await putAll([13, 14, 15, 16, 3]), ['stored', 'stored', 'inbox-full', 'inbox-full', 'duplicate'], 'no room')
  t.same(await putAll([20, 21, 22, 23], 0, { answer: '{}' }), ['stored', 'stored', 'stored', 'stored'], 'answered')
  t.match(await store.stats(0), { waiting: 7, running: 8, recorded: 4, dead: 0 }, 'each counts once')
  const running = (await store.list('running', { limit: 9 })).map(({ record }) => numberOf(record))
  t.same(running, [0, 1, 2, 3, 4, 5, 6, 7])
  const places = (await store.list('waiting', { limit: 9 })).map(({ record, position }) => [numberOf(record), position])
  const [[first, from] = []] = places
  t.equal(first, 8)
  t.same(
    places,
    places.map((_, index) => [8 + index, (from as number) + index]),
    'one after the other',
  )
})

t.test('results of one commit count for those leases alone that are still the newest', async (t) => {
  const { store, clock } = await fresh(t)
  const put = async (from: number, count: number, duration = 100) => {
    const puts = Array.from({ length: count }, (_, index) => store.put(numbered(from + index), 0, soon, duration))
    return (await Promise.all(puts)) as LeasedEntry[]
  }
  const complete = (leased: readonly LeasedEntry[], until = 500) =>
    Promise.all(leased.map((one) => store.complete(one, 0, until)))

  t.same(await complete(await put(0, 5)), [true, true, true, true, true], 'leased one after the other')
  const lost = await put(10, 4)
  clock.time += 100
  const [again] = await lease(store, 1)
  t.same(await complete(lost), [false, true, true, true], 'another lease took the first of them over')
  t.same(await complete([again as LeasedEntry]), [true])
  t.same(await complete(lost), [false, false, false, false], 'all are handled already')

  const [first, second, third, fourth, fifth, sixth] = (await put(20, 6)) as [LeasedEntry, ...LeasedEntry[]] &
    LeasedEntry[]
  const mixed = [sixth, first, second, third, fifth, fourth] as LeasedEntry[]
  t.same(await complete(mixed), [true, true, true, true, true, true], 'in any order')
  const [short, long, ...others] = await put(30, 5)
  const kept = [store.complete(short as LeasedEntry, 0, 10), store.complete(long as LeasedEntry, 0, 500)]
  t.same(await Promise.all([...kept, complete(others, 10)]), [true, true, [true, true, true]])
  t.same(await Promise.all([0, 30, 31, 32, 33, 34].map((number) => store.put(numbered(number), 20, soon))), [
    ...['duplicate', 'stored', 'duplicate'],
    ...['stored', 'stored', 'stored'],
  ])
  t.match(await store.stats(0), { waiting: 4, running: 0, delayed: 0, dead: 0 }, 'each counts once')
})

t.test('records of what was handled are removed together, at the latest by the next expiry', async (t) => {
  const { store, path, open } = await fresh(t, 'none', 5000)
  const handle = async (from: number, count: number) => {
    for (let number = from; number < from + count; number++) await store.put(numbered(number), 5, soon)
    const leased = await lease(store, count)
    await Promise.all(leased.map((entry) => store.complete(entry, 6, 1000)))
  }
  const records = () => {
    const database = loadDriver()(path)
    const row = database.prepare('SELECT count(*) AS records FROM records').get()
    database.close()
    return row?.['records']
  }
  await handle(0, 200)
  t.equal(records(), 200)
  t.equal(await store.put(numbered(7), 2000, soon), 'stored', 'its window is over')
  t.equal(records(), 200, 'the record of before is gone')
  await handle(1000, 60)
  t.ok((records() as number) < 10, 'so many are removed at once')
  await handle(2000, 20)
  await store.put(numbered(30), 2000, soon)
  await store.close()
  const again = await open('none')
  t.ok((records() as number) > 2, 'it was checked, and is whole')
  await again.expire(6)
  t.equal(records(), (await again.stats(6)).waiting, 'what waits is kept')
})

t.test('what retention frees is given back to the disk', async (t) => {
  const { store, path } = await fresh(t, 'none', 5000)
  const numberOfPages = () => {
    const database = loadDriver()(path)
    const row = database.prepare('PRAGMA page_count').get()
    database.close()
    return row?.['page_count'] as number
  }
  const large = { refusal: error }
  await Promise.all(Array.from({ length: 600 }, (_, index) => store.put(numbered(index, large, 20_000), 5, soon)))
  const pages = numberOfPages()
  await store.purge({ state: 'dead' }, 6)
  await store.expire(6)
  t.ok(numberOfPages() < pages / 2, `${pages} pages before`)
})

t.test('the command line uses a file that an app has open', async (t) => {
  const { path, remove } = freshPlace()
  t.teardown(remove)
  const inbox = await openInbox(path)
  t.teardown(() => inbox.close())
  await operateStore(t, inbox, `sqlite:${path}`)
})
