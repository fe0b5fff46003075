import type { InboxStore, LeasedEntry } from '@room-callbacks/core/inbox'
import t, { type Test } from 'tap'
import { freshPlace } from './fresh-place.ts'
import { openInProcess } from './in-process.ts'
import { numbered, numberOf } from './records.ts'
import { settingsOf } from './settings.ts'

const error = { code: 'handler-failed', message: 'as asked' }
const hour = 3_600_000
const soon = 20_000

/** A file that can be opened on clocks of the test's own. */
function clocked(t: Test) {
  const { path, remove } = freshPlace()
  t.teardown(remove)
  const clocks = { now: 1_700_000_000_000, time: 1_000_000, boot: 'first' }
  const open = async () => {
    const { boot } = clocks
    const store = openInProcess(path, settingsOf(), { clock: () => clocks.now, leaseClock: () => clocks.time, boot })
    t.teardown(() => store.close())
    return store
  }
  const lease = async (store: InboxStore) => {
    const request = { limit: 9, now: clocks.now, duration: 30_000, commands: '*', suspects: 'none' } as const
    return (await store.lease(request)).entries
  }
  return { clocks, open, lease }
}

for (const step of [-hour, hour]) {
  t.test(`the wall clock steps by ${step / hour} h: leases and delays stay as they are`, async (t) => {
    const { clocks, open, lease } = clocked(t)
    const store = await open()
    for (const number of [0, 1, 2]) await store.put(numbered(number), clocks.now, soon)
    const [first, second] = await lease(store)
    await store.delay(second as LeasedEntry, clocks.now, 10_000, error)
    clocks.now += step
    t.same(await lease(store), [], 'nothing is taken from the process that has it')
    t.equal(await store.nextDueIn('*'), 10_000)
    t.same(await store.extend([first as LeasedEntry], 30_000), [first?.fence])
    clocks.time += 10_000
    t.same(
      (await lease(store)).map(({ record }) => numberOf(record)),
      [1],
      'a delay ends when it should',
    )
    t.equal(await store.complete(first as LeasedEntry, clocks.now, clocks.now + hour), true)
    await store.put(numbered(3, { refusal: error }), clocks.now, soon)
    clocks.now -= 2 * hour
    t.same(await store.retry('all', clocks.now), [numbered(3).id], 'an operator is compared with no clock')
    const [third] = await lease(store)
    await store.deadLetter(third as LeasedEntry, clocks.now + hour, error)
    t.same(await store.purge({ state: 'dead' }, clocks.now), [numbered(3).id])
  })
}

t.test('after a start of the machine no lease is held, and delays go on by the wall clock', async (t) => {
  const { clocks, open, lease } = clocked(t)
  const before = await open()
  for (const number of [0, 1, 2]) await before.put(numbered(number), clocks.now, soon)
  const [, second, third] = await lease(before)
  await before.delay(second as LeasedEntry, clocks.now, 10_000, error)
  await before.delay(third as LeasedEntry, clocks.now, 600_000, error)
  await before.close()
  Object.assign(clocks, { boot: 'second', time: 500, now: clocks.now + 9000 })
  const store = await open()
  t.equal(await store.nextDueIn('*'), 0, 'the lease is over')
  const { entries } = await store.lease({ limit: 9, now: clocks.now, duration: 30_000, commands: '*', suspects: 'one' })
  t.match(entries, [{ record: { id: numbered(0).id }, crashes: 1 }])
  t.equal(await store.nextDueIn('*'), 1000)
  clocks.time += 1000
  t.same(
    (await lease(store)).map(({ record }) => numberOf(record)),
    [1],
  )
})

t.test('no delay gets longer where the wall clock was set back by a start of the machine', async (t) => {
  const { clocks, open, lease } = clocked(t)
  const before = await open()
  await before.put(numbered(0), clocks.now, soon)
  const [first] = await lease(before)
  await before.delay(first as LeasedEntry, clocks.now, 10_000, error)
  await before.close()
  Object.assign(clocks, { boot: 'second', time: 0, now: clocks.now - 24 * hour })
  t.equal(await (await open()).nextDueIn('*'), 10_000)
})

t.test('where a start has no name, a lease clock that went back tells of it', async (t) => {
  const { clocks, open, lease } = clocked(t)
  clocks.boot = ''
  const before = await open()
  await before.put(numbered(0), clocks.now, soon)
  await lease(before)
  await before.close()
  clocks.time = 500
  t.equal(await (await open()).nextDueIn('*'), 0)
})

t.test('opening again in the same start of the machine changes nothing', async (t) => {
  const { clocks, open, lease } = clocked(t)
  const first = await open()
  await first.put(numbered(0), clocks.now, soon)
  const [leased] = await lease(first)
  const second = await open()
  t.same(await lease(second), [])
  t.equal(await second.complete(leased as LeasedEntry, clocks.now, clocks.now + hour), true)
})
