import type { LeasedEntry } from '@room-callbacks/core/inbox'
import t, { type Test } from 'tap'
import { recordOf } from './record.ts'
import { RedisServer } from './redis-server.ts'
import { testStore } from './test-store.ts'

const server = await RedisServer.start(['--appendonly', 'no'])
t.teardown(() => server.remove())

const [second, hour] = [1000, 3_600_000]
const duration = 30 * second
const error = { code: 'handler-failed', message: 'as asked' }
let count = 0

/** Two processes, and the clock of their server, which can be set. */
class Situation {
  readonly #base = `{clock-${++count}}:`
  readonly #t: Test
  /** What passed on all clocks. */
  #passed = 0
  /** How far the clock of the server was set. */
  #step = 0

  constructor(t: Test) {
    this.#t = t
  }

  open() {
    return testStore(this.#t, server, {
      base: this.#base,
      clocks: { server: () => 1_700_000_000_000 + this.#passed + this.#step, monotonic: () => this.#passed },
    })
  }

  pass(time: number): void {
    this.#passed += time
  }

  /** The clock of the server is set. */
  step(by: number): void {
    this.#step += by
  }
}

type Store = ReturnType<Situation['open']>

async function lease(store: Store): Promise<readonly LeasedEntry[]> {
  const { entries } = await store.lease({ limit: 10, now: Date.now(), duration, commands: '*', suspects: 'one' })
  return entries
}

const put = (store: Store, id: string) => store.put(recordOf(id), Date.now(), second)

for (const [what, steps] of Object.entries({
  'back by an hour': [-hour],
  'back by 2 s': [-2 * second],
  'back and forth': [-hour, 2 * hour, -hour],
})) {
  t.test(`the clock of the server is set ${what}: what is delayed or leased does not stand still`, async (t) => {
    const situation = new Situation(t)
    const store = situation.open()
    for (const id of ['delayed', 'lost']) await put(store, id)
    const [delayed] = await lease(store)
    t.equal(await store.delay(delayed as LeasedEntry, Date.now(), 10 * second, error), true)
    for (const step of steps) {
      situation.step(step)
      situation.pass(second)
      t.same(await lease(store), [])
    }
    situation.pass(10 * second)
    const due = await lease(store)
    t.same(
      due.map(({ record }) => record.id),
      ['delayed'],
      'after its delay, and not an hour later',
    )
    t.equal(await store.complete(due[0] as LeasedEntry, Date.now(), Date.now()), true)
    situation.pass(duration)
    t.match(await lease(store), [{ record: { id: 'lost' }, crashes: 1 }], 'after its lease')
  })
}

t.test('the clock of the server is set back while no process lives', async (t) => {
  const situation = new Situation(t)
  const before = situation.open()
  await put(before, 'one')
  t.equal((await lease(before)).length, 1)
  situation.step(-hour)
  const after = situation.open()
  t.same(await lease(after), [], 'the lease is not over')
  t.equal(await after.nextDueIn('*'), duration)
  situation.pass(duration)
  t.equal((await lease(after)).length, 1, 'it is over after its time, and not an hour later')
})

for (const jump of [2 * second, hour, 24 * hour]) {
  t.test(`the clock of the server is set forward by ${jump / second} s: no lease is over`, async (t) => {
    const situation = new Situation(t)
    const [store, other] = [situation.open(), situation.open()]
    await put(store, 'one')
    const [held] = await lease(store)
    t.same(await lease(other), [])
    situation.pass(5 * second)
    situation.step(jump)
    t.same(await lease(other), [], 'another process does not take it over')
    t.same(await store.extend([held as LeasedEntry], duration), [held?.fence])
    situation.pass(duration - second)
    t.same(await lease(other), [])
    situation.pass(second)
    t.match(await lease(other), [{ record: { id: 'one' } }], 'when its time is over, it does')
  })
}

t.test('a process that was stopped does not set back the clock of the others', async (t) => {
  let isStopped = false
  let sleeping = 0
  // The monotonic clock of a machine that sleeps stands still.
  const stopped = testStore(t, server, {
    base: '{stopped}:',
    clocks: { server: () => 1_700_000_000_000 + sleeping, monotonic: () => (isStopped ? 0 : sleeping) },
  })
  const living = testStore(t, server, {
    base: '{stopped}:',
    clocks: { server: () => 1_700_000_000_000 + sleeping, monotonic: () => sleeping },
  })
  await put(stopped, 'one')
  t.equal((await lease(stopped)).length, 1)
  t.same(await lease(living), [])
  isStopped = true
  sleeping = duration
  t.equal((await lease(living)).length, 1, 'its lease is over')
  t.same(await lease(stopped), [])
  t.equal(await stopped.nextDueIn('*'), duration, 'the lease of the other is not over')
})

t.test('a process that has seen nothing believes the server', async (t) => {
  const situation = new Situation(t)
  const before = situation.open()
  await put(before, 'one')
  t.equal((await lease(before)).length, 1)
  situation.step(hour)
  t.equal((await lease(situation.open())).length, 1, 'it may be an hour since the other process ended')
})
