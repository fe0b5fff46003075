import t from 'tap'
import { roomKinds } from '../../bench/simulation/assumptions.ts'
import { Random } from '../../bench/simulation/engine/random.ts'
import { celebrity } from '../../bench/simulation/incidents/celebrity.ts'
import { deadWorker } from '../../bench/simulation/incidents/dead-worker.ts'
import { failOver } from '../../bench/simulation/incidents/fail-over.ts'
import { slowHandlers } from '../../bench/simulation/incidents/slow-handlers.ts'
import { drawBackoff } from '../../bench/simulation/model/draw-backoff.ts'
import type { Plant } from '../../bench/simulation/model/plant.ts'
import { figuresOf, type Incident, simulate } from '../../bench/simulation/model/simulate.ts'
import { Simulation } from '../../bench/simulation/model/simulation.ts'
import { loadOf } from '../../bench/simulation/plan/rates.ts'
import { backoffAfter } from '../../packages/core/src/inbox/backoff.ts'
import { smallPlant } from './test-simulations.ts'

const live = roomKinds[1] as (typeof roomKinds)[number]
const at = 2000

/** Everything that can go wrong at once. */
const trouble: Incident = (simulation) => {
  celebrity(live, { at, duration: 6000, audience: 60_000 })(simulation)
  slowHandlers({ at: 3000, duration: 3000, times: 20 })(simulation)
  deadWorker({ at: 4000, restartAfter: 1000 })(simulation)
  deadWorker({ at: 9000, restartAfter: 500 })(simulation)
}
const withFailOver: Incident = (simulation) => {
  trouble(simulation)
  failOver({ at: 7000, duration: 3000, forgets: 400 })(simulation)
}

/** Sends for a while, then only waits for what is left. */
function runOut(plant: Plant, seed: string, incident: Incident = () => {}): Simulation {
  const simulation = new Simulation({ ...plant, rooms: 0 }, seed)
  const { timeline, platform } = simulation
  const random = new Random(seed)
  const send = (): void => {
    if (timeline.now > 12_000) return
    platform.send('Group.CallbackAfterSendMsg', random.below(50))
    timeline.after(random.exponential(2), send)
  }
  timeline.at(0, send)
  incident(simulation)
  timeline.runUntil(3_600_000)
  return simulation
}

const plants: readonly (readonly [string, Plant, Incident])[] = [
  ['an ordinary day', smallPlant(), () => {}],
  ['trouble', smallPlant(), trouble],
  ['trouble, in order of rooms', smallPlant({}, { order: 'key' }), trouble],
  ['a fail-over too', smallPlant(), withFailOver],
  ['a fail-over too, in order of rooms', smallPlant({}, { order: 'key' }), withFailOver],
  ['a platform that comes again', smallPlant({ platform: { patience: 2000, retries: 2 }, receivers: 1 }), withFailOver],
  ['a small inbox', smallPlant({}, { capacity: 100 }), trouble],
  ['handlers that often fail', smallPlant({}, { attempts: 2, backoff: 10 }), trouble],
]

for (const [name, plant, incident] of plants) {
  t.test(`${name}: nothing appears or vanishes`, async (t) => {
    const failing = { ...plant, handler: { ...plant.handler, failures: 0.05 } }
    const { sent, acknowledged, refused, timedOut, stored, handled, dead, lost, pending } = figuresOf(
      runOut(failing, name, incident),
    )
    t.ok(sent > 5000, `${sent} were sent`)
    t.equal(acknowledged + refused + timedOut, sent, 'each was answered, or was too late')
    t.equal(handled + dead + lost, stored, 'what was stored was handled, is a dead letter, or was forgotten')
    t.equal(pending, 0)
    t.ok(acknowledged <= stored, 'nothing is acknowledged that is not stored')
    if (!name.includes('fail-over') && !name.includes('comes again')) t.equal(lost, 0, 'nothing is lost')
  })

  t.test(`${name}: the same seed gives the same run`, async (t) => {
    const run = (seed: string) => simulate(plant, seed, 10_000, incident)
    t.same(run('one'), run('one'))
    t.notSame(run('one'), run('other'))
  })
}

/** How many callbacks were handled before one of their room that was stored earlier. */
function overtaking(order: 'none' | 'key'): number {
  const plant = smallPlant({ handler: { ...smallPlant().handler, failures: 0.05 } }, { order, backoff: 50 })
  const latest = new Map<number, number>()
  let count = 0
  const watch: Incident = (simulation) => {
    trouble(simulation)
    simulation.tally.onHandled = ({ room, storedAt }) => {
      if (storedAt < (latest.get(room) ?? 0)) count += 1
      latest.set(room, Math.max(storedAt, latest.get(room) ?? 0))
    }
  }
  runOut(plant, 'order', watch)
  return count
}

t.test('order holds in each room, through retries, deaths and slowness, where it is asked for', async (t) => {
  t.equal(overtaking('key'), 0)
  t.ok(overtaking('none') > 100)
})

t.test('what never succeeds is a dead letter after its attempts', async (t) => {
  const plant = smallPlant({ handler: { ...smallPlant().handler, failures: 1 } }, { attempts: 3, backoff: 10 })
  const { stored, dead, handled } = figuresOf(runOut(plant, 'dead'))
  t.ok(stored > 5000)
  t.same([dead, handled], [stored, 0])
})

t.test('while the store is away nothing is acknowledged, and afterwards all is as before', async (t) => {
  const away = failOver({ at: 5000, duration: 3000, forgets: 0 })
  const { sent, refused, acknowledged, lost, ranTwice } = figuresOf(runOut(smallPlant(), 'away', away))
  t.ok(Math.abs(refused / sent - 3 / 12) < 0.03, `${refused} of ${sent} were refused`)
  t.equal(acknowledged, sent - refused)
  t.same([lost, ranTwice], [0, 0])
})

t.test('what a replica does not have yet is lost or handled again, and counted', async (t) => {
  const takeOver = failOver({ at: 5000, duration: 1000, forgets: 1000 })
  const slow = smallPlant({ handler: { ...smallPlant().handler, duration: { median: 200, spread: 0.2 } } })
  const { lost, ranTwice, stored, handled } = figuresOf(runOut(slow, 'replica', takeOver))
  t.ok(lost > 0, `${lost} lost`)
  t.ok(ranTwice > 0, `${ranTwice} handled twice`)
  t.equal(handled + lost, stored)
})

t.test('what a dead worker held waits for its lease and no longer', async (t) => {
  const lease = 10_000
  const { handling } = figuresOf(
    runOut(smallPlant({}, { lease }), 'lease', deadWorker({ at: 5000, restartAfter: 100 })),
  )
  t.ok(handling.longest > (lease * 2) / 3 && handling.longest < lease + 1000, `${handling.longest} ms`)
})

t.test('an inbox that is full refuses, and takes again when there is room', async (t) => {
  const stopped = slowHandlers({ at: 1000, duration: 3000, times: 1000 })
  const { sent, refused, mostBacklog, handled } = figuresOf(runOut(smallPlant({}, { capacity: 100 }), 'full', stopped))
  t.ok(refused > 1000 && refused < sent / 2, `${refused} of ${sent} were refused`)
  t.equal(mostBacklog, 100)
  t.equal(handled, sent - refused)
})

t.test('rooms send as much as is reckoned', async (t) => {
  const even = roomKinds.map((kind) => ({ ...kind, unevenness: 0 }))
  const seconds = 120
  const { sent, decided } = simulate(smallPlant({ kinds: even, rooms: 1000 }), 'rates', seconds * 1000)
  const { after, before } = loadOf(even, 1000)
  t.ok(Math.abs(sent / seconds / after - 1) < 0.02, `${sent / seconds} After a second, by reckoning ${after}`)
  t.ok(Math.abs(decided / seconds / before - 1) < 0.02, `${decided / seconds} Before a second, by reckoning ${before}`)
})

t.test('the backoff is that of core', async (t) => {
  const { inbox } = smallPlant()
  for (let attempt = 1; attempt < 16; attempt += 1) {
    const [one, same] = [new Random('backoff'), new Random('backoff')]
    t.equal(
      drawBackoff(attempt, inbox, one),
      backoffAfter(attempt, inbox, () => same.uniform()),
    )
  }
})
