import type { LeasedEntry } from '@room-callbacks/core/inbox'
import t, { type Test } from 'tap'
import { BreakableLine } from './breakable-line.ts'
import { nameOf, recordOf } from './record.ts'
import { RedisServer } from './redis-server.ts'
import { leaseFrom, newBase, testStore } from './test-store.ts'
import { until } from './until.ts'

const server = await RedisServer.start(['--appendonly', 'no'])
t.teardown(() => server.remove())

const error = { code: 'handler-failed', message: 'as asked' }

type Store = ReturnType<typeof testStore>

const idsOf = (entries: readonly { record: { id: string } }[]) => entries.map(({ record }) => record.id)

/** A store behind a line that keeps back answers. */
async function behindLine(t: Test, base: string) {
  const line = await BreakableLine.start(server.port)
  const store = testStore(t, line, { base, commandTimeout: 3000 })
  t.teardown(() => line.stop())
  await until(() => store.stats(1))
  return { line, store }
}

t.test('what was leased, and the answer was lost, is given again: it is no crash', async (t) => {
  const base = newBase()
  const { line, store } = await behindLine(t, base)
  const other = testStore(t, server, { base })
  for (const id of ['one', 'two', 'three']) await other.put(recordOf(id), 1, 1000)
  line.keepBack('"RoomId":"one"')
  await t.rejects(leaseFrom(store, 2), { code: 'inbox-failed', message: /timed out/ })
  t.equal((await other.stats(1)).running, 2)
  line.release()
  const again = await until(() => leaseFrom(store, 2))
  t.same(idsOf(again), ['one', 'two'], 'the same ones, although there are others')
  t.same(
    again.map(({ attempt, crashes }) => [attempt, crashes]),
    [
      [1, 0],
      [1, 0],
    ],
  )
  t.same(
    await store.extend(again, 60_000),
    again.map(({ fence }) => fence),
  )
  t.same(idsOf(await leaseFrom(store)), ['three'], 'and once')
})

t.test('what another process took since is not given again', async (t) => {
  const base = newBase()
  const { line, store } = await behindLine(t, base)
  const other = testStore(t, server, { base })
  await other.put(recordOf('one'), 1, 1000)
  line.keepBack('"RoomId":"one"')
  await t.rejects(leaseFrom(store))
  line.release()
  await server.command('HSET', `${base}entry:${nameOf('one')}`, 'fence', 'of another')
  t.same(idsOf(await until(() => leaseFrom(store))), [])
})

t.test('complete() that comes late is not taken for that of the process that has handled it since', async (t) => {
  const base = newBase()
  const { line, store } = await behindLine(t, base)
  const other = testStore(t, server, { base })
  await other.put(recordOf('one'), 1, 1000)
  const [leased] = (await leaseFrom(store)) as [LeasedEntry]
  await other.release([leased])
  const [again] = (await leaseFrom(other)) as [LeasedEntry]
  line.keepBack(':0')
  await t.rejects(store.complete(leased, 1, Date.now() + 60_000), { code: 'inbox-failed' })
  line.release()
  t.equal(await other.complete(again, 1, Date.now() + 60_000), true)
  t.equal(await until(async () => [await store.complete(leased, 1, Date.now() + 60_000)]).then(([late]) => late), false)
})

const settlements = {
  complete: (store: Store, leased: LeasedEntry) => store.complete(leased, 1, Date.now() + 60_000),
  delay: (store: Store, leased: LeasedEntry) => store.delay(leased, 1, 60_000, error),
  deadLetter: (store: Store, leased: LeasedEntry) => store.deadLetter(leased, 1, error),
}

for (const [name, settle] of Object.entries(settlements)) {
  t.test(`${name}() that was written, and the answer was lost, is known when it is tried again`, async (t) => {
    const base = newBase()
    const { line, store } = await behindLine(t, base)
    await store.put(recordOf('one'), 1, 1000)
    const [leased] = (await leaseFrom(store)) as [LeasedEntry]
    line.keepBack(':1')
    await t.rejects(settle(store, leased), { code: 'inbox-failed' })
    line.release()
    t.equal(await until(() => settle(store, leased)), true, 'it was ours')
    t.equal(await settle(store, leased), false, 'and now it is not leased any more')
  })
}
