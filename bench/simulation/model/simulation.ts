import { Processor } from '../engine/processor.ts'
import { Random } from '../engine/random.ts'
import { Timeline } from '../engine/timeline.ts'
import { SimulatedInbox } from './inbox.ts'
import { Journal } from './journal.ts'
import type { Plant } from './plant.ts'
import { Platform } from './platform.ts'
import { Population } from './population.ts'
import { Receivers } from './receivers.ts'
import { Store } from './store.ts'
import { Tally } from './tally.ts'
import { type Surroundings, Worker } from './worker.ts'
import { Workers } from './workers.ts'

/** A plant and everything around it, ready to run. */
export class Simulation {
  readonly timeline = new Timeline()
  readonly journal = new Journal(this.timeline)
  readonly tally = new Tally(this.timeline)
  readonly surroundings: Surroundings = { slowness: 1 }
  readonly plant: Plant
  readonly store: Store
  readonly inbox: SimulatedInbox
  readonly receivers: Receivers
  readonly workers: Workers
  readonly platform: Platform
  readonly population: Population
  /** Of every process that delivers, the dead ones included. */
  readonly workerProcessors: Processor[] = []

  constructor(plant: Plant, seed: string) {
    const { timeline, journal, tally } = this
    const random = new Random(seed)
    this.plant = plant
    this.store = new Store(timeline, random.fork('store'), plant.store)
    this.inbox = new SimulatedInbox(timeline, random.fork('inbox'), this.store, plant.inbox, tally, journal)
    this.receivers = new Receivers(timeline, random.fork('receivers'), plant, this.inbox)
    this.platform = new Platform(timeline, plant.platform, this.receivers, tally)
    this.population = new Population(timeline, random.fork('rooms'), this.platform)
    this.workers = new Workers(this.inbox, () => this.#employ(random))
    this.workers.start(plant.workers === 'same' ? plant.receivers : plant.workers)
  }

  #employ(random: Random): Worker {
    const number = this.workerProcessors.length
    const processor = this.#processorOf(number)
    this.workerProcessors.push(processor)
    const chance = random.fork(`worker ${number}`)
    return new Worker(processor, this.timeline, chance, this.plant, this.inbox, this.surroundings)
  }

  #processorOf(number: number): Processor {
    const { processors } = this.receivers
    const shared = this.plant.workers === 'same' ? processors[number % processors.length] : undefined
    return shared ?? new Processor(this.timeline)
  }
}
