import { Counters, secondsOfRate } from '../../layout/counters.ts'
import { identityKey } from '../../layout/identity-key.ts'
import { kindStart, kinds, recordKey } from '../../layout/keys.ts'
import { decodeRecord } from '../../layout/record.ts'
import type { Trees } from '../trees.ts'

/** Where things stood in a position of version 1. */
const offsets = { sequence: 0, identity: 29, afterIdentity: 45 }
const countedFields = 10
const countersKey = Buffer.from('counters')
const placed = [kinds.ready, kinds.blocked, kinds.delayed, kinds.running, kinds.dead, kinds.recorded]

/**
 * From version 2 on the key of an id begins with its time, and what nobody took has no place in the
 * index. Ids of handled callbacks keep their old keys: nothing but those is left of them.
 */
export function toVersion2(trees: Trees): void {
  const counters = moveCounters(trees)
  for (const kind of placed)
    for (const { key, value } of entriesIn(trees, kind)) trees.index.putSync(key, moveIdentity(trees, kind, value))
  for (const { value } of entriesIn(trees, kinds.remembered))
    counters.set('undatedUntil', Math.max(counters.get('undatedUntil'), Buffer.from(value).readDoubleLE()))
  trees.meta.putSync(countersKey, counters.bytes)
}

const entriesIn = ({ index }: Trees, kind: number) =>
  Array.from(index.getRange({ start: kindStart(kind), end: kindStart(kind + 1) }))

/** The seconds of the rate stood behind what was counted; now more can be counted. */
function moveCounters({ meta }: Trees): Counters {
  const stored = new Float64Array(countedFields + secondsOfRate)
  const bytes = meta.getBinary(countersKey)
  if (bytes) new Uint8Array(stored.buffer).set(bytes)
  const moved = Float64Array.of(...stored.subarray(countedFields), ...stored.subarray(0, countedFields))
  const counters = new Counters()
  counters.load(new Uint8Array(moved.buffer))
  counters.set('freshFrom', counters.get('nextSequence') + 1)
  return counters
}

/** Gives the position with the new key of its id. */
function moveIdentity({ live, kept, identities }: Trees, kind: number, value: Uint8Array): Buffer {
  const position = Buffer.from(value)
  const records = kind === kinds.dead || kind === kinds.recorded ? kept : live
  const record = records.getBinary(recordKey(position.readDoubleLE(offsets.sequence))) as Uint8Array
  const previous = position.subarray(offsets.identity, offsets.afterIdentity)
  const key = identityKey(decodeRecord(record).id)
  identities.putSync(key, identities.getBinary(previous) as Uint8Array)
  identities.removeSync(previous)
  return Buffer.concat([position.subarray(0, offsets.identity), key, position.subarray(offsets.afterIdentity)])
}
