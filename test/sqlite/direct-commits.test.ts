import t, { type Test } from 'tap'
import { loadDriver } from '../../packages/sqlite/src/database/load-driver.ts'
import { type Opening, openStore } from '../../packages/sqlite/src/database/open-store.ts'
import { newSharedCounts } from '../../packages/sqlite/src/database/store.ts'
import { requestOf } from '../../packages/sqlite/src/layout/records.ts'
import { DirectCommits } from '../../packages/sqlite/src/store/direct-commits.ts'
import type { Operation } from '../../packages/sqlite/src/thread/operations.ts'
import { freshPlace } from './fresh-place.ts'
import { numbered } from './records.ts'
import { settingsOf } from './settings.ts'

function openingOf(path: string): Opening {
  const shared = newSharedCounts()
  return { path, settings: settingsOf(), purpose: 'inbox', boot: 'first', time: 0, now: 0, shared }
}

/** A store, and a connection in the event loop whose commits take as long as it is told. */
function makeDirect(t: Test, { size = 100 } = {}) {
  const { path, remove } = freshPlace()
  t.teardown(remove)
  const store = openStore(loadDriver(), openingOf(path))
  const clock = { now: 0, step: 0 }
  const direct = DirectCommits.open(store.path, openingOf(path), () => (clock.now += clock.step)) as DirectCommits
  let number = 0
  let checkpoints = 0
  const puts = (count: number, lease: number) =>
    Array.from({ length: count }, () => requestOf(numbered(number++, {}, size), 0, lease))
  const run = (count = 1, operations: readonly Operation[] = [], lease = 0) => {
    const batch = { puts: puts(count, lease), completions: [], operations, time: 0, wait: 100 }
    return direct.run(batch, { checkpoint: () => checkpoints++ }, '*')
  }
  const checkpointed = () => checkpoints
  const close = () => {
    direct.close()
    store.database.close()
  }
  return { store, clock, run, checkpointed, close }
}

t.test('the event loop commits as long as the disk is quick', async (t) => {
  const { clock, run, close } = makeDirect(t)
  clock.step = 1
  t.match(run(), { isBusy: false, results: ['stored'], failures: [] })
  t.match(run(), { results: ['stored'] })
  close()
})

t.test(
  'the event loop leases what waits, before the records of the same commit, and leaves all else to the thread',
  async (t) => {
    const { run, close } = makeDirect(t)
    run(2)
    const request = { limit: 8, now: 0, duration: 1000, commands: '*', suspects: 'one' } as const
    const reply = run(1, [['lease', request]], 1000)
    const leased = [{ record: numbered(0) }, { record: numbered(1) }]
    t.match(reply, { results: [[2, 1, Number], { entries: leased, suspectsReady: false }] })
    t.equal(run(1, [['stats', 0, '*']]), undefined)
    close()
  },
)

t.test('after a slow commit the thread does it, the longer the more of them follow each other', async (t) => {
  const { clock, run, close } = makeDirect(t)
  const slowOne = () => {
    clock.step = 20
    t.match(run(), { results: ['stored'] })
    clock.step = 0
    const start = clock.now
    while (!run()) clock.now += 20
    return clock.now - start
  }
  t.ok(slowOne() >= 80)
  clock.step = 20
  run()
  t.equal(run(), undefined, 'it rests')
  clock.step = 0
  clock.now += 20 * 4
  t.ok(run())
  close()
})

t.test('a disk that stays slow takes a thousandth of the time', async (t) => {
  const { clock, run, close } = makeDirect(t)
  let commits = 0
  for (clock.now = 0; clock.now < 100_000; ) {
    clock.step = 20
    if (run()) commits++
    clock.step = 0
    clock.now += 10
  }
  t.ok(commits < 12, `${commits} commits`)
  close()
})

t.test('what another connection has the lock for is left to the thread, and so is a large batch', async (t) => {
  const { store, run, close } = makeDirect(t)
  store.database.exec('BEGIN IMMEDIATE')
  t.equal(run(), undefined)
  store.database.exec('ROLLBACK')
  t.equal(run(513), undefined)
  t.ok(run(512))
  close()
  t.equal(run(), undefined, 'closed')
})

t.test('a log that became large is written back by the thread', async (t) => {
  const { run, checkpointed, close } = makeDirect(t, { size: 40_000 })
  for (let batch = 0; batch < 100; batch++) run(5)
  t.ok(checkpointed() > 3 && checkpointed() < 12, `${checkpointed()} times`)
  close()
})

t.test('where the file cannot be opened twice the thread does it all', async (t) => {
  const { path, remove } = freshPlace()
  t.teardown(remove)
  t.equal(DirectCommits.open(`${path}/missing/x.db`, openingOf(path)), undefined)
})
