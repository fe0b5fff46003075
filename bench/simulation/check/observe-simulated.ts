import { Random } from '../engine/random.ts'
import { Simulation } from '../model/simulation.ts'
import { plantOf } from '../plan/plant-of.ts'
import type { CheckedCase, Seen } from './cases.ts'

const runs = 20

/** What the simulation says of a case, as the mean of several runs: chance differs from the real one. */
export function observeSimulated(engine: string, given: CheckedCase, handler: number): Seen {
  const seen = Array.from({ length: runs }, (_, run) => observe(engine, given, handler, `check ${run}`))
  const mean = (figure: keyof Seen) => seen.reduce((sum, one) => sum + one[figure], 0) / runs
  return { throughput: mean('throughput'), meanDelay: mean('meanDelay'), mostBacklog: mean('mostBacklog') }
}

function observe(engine: string, given: CheckedCase, handler: number, seed: string): Seen {
  const { rate, milliseconds, order, concurrency } = given
  const plant = plantOf('lmdb', { rooms: 0, receivers: 1, workers: 'same' })
  const simulation = new Simulation(
    {
      ...plant,
      handler: { duration: { median: handler, spread: 0 }, cpu: 0, failures: 0 },
      inbox: { ...plant.inbox, order, concurrency },
      store: engine === 'memory' ? { ...plant.store, commit: { median: 0, spread: 0 } } : plant.store,
    },
    seed,
  )
  const { timeline, platform, tally } = simulation
  const random = new Random(seed)
  let delays = 0
  let lastAt = 0
  tally.onHandled = ({ sentAt }) => {
    delays += timeline.now - sentAt
    lastAt = timeline.now
  }
  const send = (): void => {
    if (timeline.now >= milliseconds) return
    platform.send('Room.CallbackAfterCreateRoom', 1)
    timeline.after(random.exponential(1000 / rate), send)
  }
  timeline.after(random.exponential(1000 / rate), send)
  timeline.runUntil(10 * milliseconds)
  return {
    throughput: (tally.handled * 1000) / lastAt,
    meanDelay: delays / tally.handled,
    mostBacklog: tally.backlog.most,
  }
}
