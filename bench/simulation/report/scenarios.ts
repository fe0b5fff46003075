import { roomKinds } from '../assumptions.ts'
import { celebrity } from '../incidents/celebrity.ts'
import { deadWorker } from '../incidents/dead-worker.ts'
import { failOver } from '../incidents/fail-over.ts'
import { slowHandlers } from '../incidents/slow-handlers.ts'
import { inboxes } from '../measured.ts'
import type { Plant } from '../model/plant.ts'
import type { Incident } from '../model/simulate.ts'
import { needOf } from '../plan/need.ts'
import { plantOf } from '../plan/plant-of.ts'

/** A run of the simulation that the document shows. */
export interface Scenario {
  readonly name: string
  readonly plant: Plant
  /** Unit: ms. */
  readonly duration: number
  readonly incident?: Incident
}

const second = 1000
const hundredThousand = needOf({
  rooms: 100_000,
  inbox: inboxes['redis-always'],
  window: 600,
  isEmbedded: false,
})
const shards = hundredThousand.shardsForWork
const share = (processes: number) => Math.max(2, Math.ceil(processes / shards))

/** One of the equal parts of 100,000 rooms, or of 10 million. */
const shard = plantOf('redis-always', {
  rooms: Math.round(100_000 / shards),
  receivers: share(hundredThousand.receivers),
  workers: share(hundredThousand.workers),
})

const small = plantOf('sqlite', { rooms: 1000, receivers: 1, workers: 'same' })
const pair = plantOf('redis-always', { rooms: 1000, receivers: 2, workers: 2 })
const ordered = (plant: Plant): Plant => ({ ...plant, inbox: { ...plant.inbox, order: 'key' } })
const everysec = { ...shard, store: plantOf('redis-everysec', shard).store }

const at = 10 * second
const live = roomKinds.find(({ name }) => name === 'live') as (typeof roomKinds)[number]
const star = celebrity(live, { at, duration: 60 * second, audience: 250_000 })
const flood = celebrity(live, { at, duration: 10 * second, audience: 1_500_000 })
const slow = slowHandlers({ at, duration: 20 * second, times: 10 })
const crash = failOver({ at, duration: 10 * second, forgets: second })
const crashWhileBehind = failOver({ at: 2 * at, duration: 10 * second, forgets: second })

export const scenarios: readonly Scenario[] = [
  { name: '1,000 rooms, SQLite, one process', plant: small, duration: 30 * second },
  { name: '1,000 rooms, Redis', plant: pair, duration: 30 * second },
  { name: 'a shard', plant: shard, duration: 30 * second },
  { name: 'a shard, `order: room`', plant: ordered(shard), duration: 30 * second },
  { name: 'a star in 1,000 rooms, SQLite', plant: small, duration: 80 * second, incident: star },
  { name: 'a star in a shard', plant: shard, duration: 80 * second, incident: star },
  { name: 'a star in a shard, `order: room`', plant: ordered(shard), duration: 80 * second, incident: star },
  { name: 'ten times the load for 10 s in a shard', plant: shard, duration: 30 * second, incident: flood },
  {
    name: 'handlers ten times slower for 20 s',
    plant: shard,
    duration: 60 * second,
    incident: slow,
  },
  {
    name: 'a worker dies, back after 5 s',
    plant: shard,
    duration: 60 * second,
    incident: deadWorker({ at, restartAfter: 5 * second }),
  },
  {
    name: 'Redis starts again in 10 s, `always`',
    plant: shard,
    duration: 60 * second,
    incident: failOver({ at, duration: 10 * second, forgets: 0 }),
  },
  {
    name: 'Redis starts again in 10 s, `everysec`',
    plant: everysec,
    duration: 60 * second,
    incident: crash,
  },
  {
    name: 'the same, while handlers are ten times slower',
    plant: everysec,
    duration: 60 * second,
    incident(simulation) {
      slow(simulation)
      crashWhileBehind(simulation)
    },
  },
  {
    name: 'a replica 100 ms behind takes over in 10 s',
    plant: shard,
    duration: 60 * second,
    incident: failOver({ at, duration: 10 * second, forgets: 100 }),
  },
]
