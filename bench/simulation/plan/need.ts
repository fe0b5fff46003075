import {
  backlogReserve,
  dayToPeak,
  decision,
  fullness,
  handler,
  prices,
  processMemory,
  roomKinds,
  shardMemory,
} from '../assumptions.ts'
import { type InboxCosts, receive } from '../measured.ts'
import { meanDuration } from '../model/draw-duration.ts'
import { busiestOf } from './busiest-of.ts'
import { loadOf } from './rates.ts'

const day = 86_400
const hoursOfMonth = 730

export type Prices = typeof prices

/** What a number of rooms is given. */
export interface Wish {
  readonly rooms: number
  readonly inbox: InboxCosts
  /** How long a handled callback is remembered. Unit: s. */
  readonly window: number
  /** Whether the store is a file of the process, or a server of its own with a replica. */
  readonly isEmbedded: boolean
}

/** What it needs at the peak. */
export interface Need {
  readonly callbacks: number
  readonly stored: number
  /** Processes of one core each, at least two of a kind: one may be missing. */
  readonly receivers: number
  readonly workers: number
  /** What the work of the store needs, and what its memory needs. */
  readonly shardsForWork: number
  readonly shardsForMemory: number
  readonly shards: number
  /** What is remembered, and what may wait. Unit: bytes. */
  readonly remembered: number
  readonly backlog: number
  /** How far the busiest shard is above their mean, if rooms are spread by their ids, as a part of it. */
  readonly unevenness: number
  /** Commands to the store. Unit: a second. */
  readonly commands: number
  /** Unit: money a month. */
  readonly money: number
}

/** From the costs of one callback: what is needed for all of them. */
export function needOf({ rooms, inbox, window, isEmbedded }: Wish, { vcpuHour, gigabyteHour }: Prices = prices): Need {
  const { after, before, body } = loadOf(roomKinds, rooms)
  const micros = 1e-6
  const receiving = after * (receive.value + inbox.put.value) + before * (receive.value + decision.cpu * 1000)
  const delivering = after * (inbox.deliver.value + handler.cpu * 1000)
  const storing = after * (inbox.storePut.value + inbox.storeDeliver.value)
  // A window of a day sees the night too.
  const remembered = after * (window < day ? 1 : dayToPeak) * window * inbox.rememberedBytes.value
  const backlog = after * (backlogReserve / 1000) * (inbox.entryBytes.value + body)

  const hands = (after * meanDuration(handler.duration)) / 1000
  const least = isEmbedded ? 1 : 2
  const receivers = Math.max(least, Math.ceil((receiving * micros) / fullness.receivers))
  const workers = Math.max(
    least,
    Math.ceil((delivering * micros) / fullness.workers),
    Math.ceil(hands / 32 / fullness.workers),
  )
  const shardsForWork = Math.ceil((storing * micros) / fullness.shards)
  const shardsForMemory = Math.ceil((remembered + backlog) / (shardMemory * fullness.memory))
  const shards = isEmbedded ? 0 : Math.max(shardsForWork, shardsForMemory)

  // Each shard is one core and its memory, twice: it has a replica.
  const cores = (isEmbedded ? Math.max(receivers, workers) : receivers + workers) + 2 * shards
  const memory = cores * processMemory + (2 * (isEmbedded ? 0 : remembered + backlog)) / fullness.memory
  const money = hoursOfMonth * (cores * vcpuHour + (memory / 1e9) * gigabyteHour)
  const commands = after * inbox.commands.value
  return {
    callbacks: after + before,
    stored: after,
    receivers,
    workers,
    shardsForWork,
    shardsForMemory,
    shards,
    remembered,
    backlog,
    unevenness: busiestOf(roomKinds, rooms, shards),
    commands,
    money,
  }
}
