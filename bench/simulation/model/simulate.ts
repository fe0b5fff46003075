import type { Histogram } from '../engine/histogram.ts'
import type { Processor } from '../engine/processor.ts'
import type { Delays, Figures } from './figures.ts'
import type { Plant } from './plant.ts'
import { Simulation } from './simulation.ts'

/** Something that goes wrong, or right, during a run: it schedules what it needs. */
export type Incident = (simulation: Simulation) => void

/** Lets the rooms of a plant live for a while. */
export function simulate(plant: Plant, seed: string, duration: number, incident?: Incident): Figures {
  const simulation = new Simulation(plant, seed)
  simulation.population.start(plant.kinds, plant.rooms)
  incident?.(simulation)
  simulation.timeline.runUntil(duration)
  return figuresOf(simulation)
}

/** What a run has shown so far. */
export function figuresOf({ tally, receivers, workerProcessors, plant, store }: Simulation): Figures {
  const { delivered, decided, backlog } = tally
  const workers = plant.workers === 'same' ? receivers.processors.length : plant.workers
  return {
    sent: tally.sent,
    acknowledged: delivered.acknowledged,
    refused: delivered.refused,
    timedOut: delivered['timed-out'],
    decided: decided.decided,
    undecided: decided['fallback'] + decided.refused + decided['timed-out'],
    stored: tally.stored,
    handled: tally.handled,
    dead: tally.dead,
    pending: backlog.now,
    lost: tally.lost,
    ranTwice: tally.ranTwice,
    answer: delaysOf(tally.answerDelays),
    handling: delaysOf(tally.handledDelays),
    meanWait: tally.waits.mean,
    mostBacklog: backlog.most,
    drainTime: backlog.drainTime,
    busyReceivers: total(receivers.processors) / receivers.processors.length,
    busyWorkers: total(workerProcessors) / workers,
    busyStore: store.utilisation,
  }
}

const total = (processors: readonly Processor[]): number =>
  processors.reduce((sum, { utilisation }) => sum + utilisation, 0)

const delaysOf = (delays: Histogram): Delays => ({
  p50: delays.quantile(0.5),
  p99: delays.quantile(0.99),
  longest: delays.longest,
})
