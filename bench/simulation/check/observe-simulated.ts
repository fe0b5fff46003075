import { Simulation } from '../model/simulation.ts'
import { plantOf } from '../plan/plant-of.ts'
import type { CheckedCase, Seen, Trace } from './cases.ts'
import { seenIn } from './seen-in.ts'

/** What the simulation makes of the same arrivals and the same handlers. */
export function observeSimulated({ order, concurrency }: CheckedCase, trace: Trace): Seen {
  const plant = plantOf('sqlite', { rooms: 0, receivers: 1, workers: 'same' })
  const durations = trace.durations.values()
  const simulation = new Simulation(
    {
      ...plant,
      handler: {
        duration: {
          get median() {
            return durations.next().value as number
          },
          spread: 0,
        },
        cpu: 0,
        failures: 0,
      },
      inbox: { ...plant.inbox, order, concurrency },
      store: { ...plant.store, commit: { median: trace.commit, spread: 0 } },
    },
    'check',
  )
  const { timeline, platform, tally } = simulation
  const arrivals: number[] = []
  const delays: number[] = []
  tally.onHandled = ({ sentAt }) => {
    arrivals.push(sentAt)
    delays.push(timeline.now - sentAt)
  }
  for (const arrival of trace.arrivals) {
    timeline.at(arrival, () => platform.send('Room.CallbackAfterCreateRoom', 1))
  }
  timeline.runUntil(600_000)
  return seenIn(arrivals, delays)
}
