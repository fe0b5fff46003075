import type { InboxSettings } from '@room-callbacks/core/inbox'
import { roomKinds } from '../../bench/simulation/assumptions.ts'
import type { Plant } from '../../bench/simulation/model/plant.ts'
import { plantOf } from '../../bench/simulation/plan/plant-of.ts'

const usual = plantOf('redis-always', { rooms: 300, receivers: 2, workers: 2 })

/** A small plant on Redis. */
export const smallPlant = (changes: Partial<Plant> = {}, inbox: Partial<InboxSettings> = {}): Plant => ({
  ...usual,
  ...changes,
  inbox: { ...usual.inbox, ...inbox },
})

/** A plant in which nothing takes time but handlers, which take an exponential one. */
export const handsOnly = (hands: number, meanDuration: number): Plant => ({
  ...usual,
  kinds: roomKinds,
  rooms: 0,
  receivers: 1,
  workers: 1,
  process: { receive: 0, decide: 0, deliver: 0 },
  store: { commit: { median: 0, spread: 0 }, put: 0, take: 0, settle: 0, roundTrip: 0 },
  handler: { duration: { median: 0, spread: 0, slow: { share: 1, mean: meanDuration } }, cpu: 0, failures: 0 },
  inbox: { ...usual.inbox, concurrency: hands, timeout: 1e9 },
})
