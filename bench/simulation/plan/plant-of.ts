import { optionTable } from '@room-callbacks/core'
import { readInboxOptions } from '@room-callbacks/core/inbox'
import { decision, handler, roomKinds } from '../assumptions.ts'
import { type Engine, inboxes, receive } from '../measured.ts'
import type { Plant, StoreCosts } from '../model/plant.ts'

const micro = 1e-3

/** A plant of that engine, with the options that users get. */
export function plantOf(engine: Engine, size: Pick<Plant, 'rooms' | 'receivers' | 'workers'>): Plant {
  const { put, deliver } = inboxes[engine]
  const process = {
    receive: (receive.value + put.value) * micro,
    decide: receive.value * micro,
    deliver: deliver.value * micro,
  }
  return {
    kinds: roomKinds,
    ...size,
    process,
    store: storeCosts(engine),
    handler,
    decision,
    // Documented for the gift check and for Chat; nothing is sent again unless the console says so.
    platform: { patience: 2000, retries: 0 },
    receiver: {
      deadline: optionTable['deadline']?.default as number,
      concurrency: optionTable['concurrency']?.default as number,
    },
    inbox: readInboxOptions({ capacity: 10_000_000 }),
  }
}

function storeCosts(engine: Engine): StoreCosts {
  const { storePut, storeDeliver, commit, roundTrip } = inboxes[engine]
  return {
    // A disk is now and then several times slower than usual.
    commit: { median: commit.value, spread: commit.value === 0 ? 0 : 0.5 },
    put: storePut.value * micro,
    take: (storeDeliver.value * micro) / 2,
    settle: (storeDeliver.value * micro) / 2,
    roundTrip: roundTrip.value,
  }
}
