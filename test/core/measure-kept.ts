import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { roomCallbacks } from '@room-callbacks/node'
import { openInbox } from '@room-callbacks/sqlite'
import { inject, packet } from '@room-callbacks/testing'
import { recordOf } from '../redis/record.ts'
import { freshPlace } from '../sqlite/fresh-place.ts'
import { patience } from '../unhurried.ts'

// Prints how many bytes of callbacks that are over are kept by the collections of young objects.

setFlagsFromString('--expose-gc')
const collect: (options?: { type: 'minor' }) => void = runInNewContext('gc')

const [turns, callbacks] = [60, 40]
/** In each callback. Unit: bytes. */
const long = 'x'.repeat(10_000)

/** What full collections alone free. Unit: bytes. */
const oldBytes = (): number =>
  getHeapSpaceStatistics().find(({ space_name: name }) => name === 'old_space')?.space_used_size ?? Number.NaN

async function keptOf(work: (texts: readonly string[]) => Promise<void>): Promise<number> {
  const kept: number[] = []
  // The first round compiles; a full collection that comes by itself makes a round look better than it was.
  for (let round = 0; round < 4; round++) {
    collect()
    const before = oldBytes()
    for (let turn = 0; turn < turns; turn++) {
      await work(Array.from({ length: callbacks }, (_, index) => `${round} ${turn} ${index} ${long}`))
      collect({ type: 'minor' })
    }
    kept.push(oldBytes() - before)
  }
  return kept.sort((a, b) => a - b)[1] as number
}

/** Callbacks that an inbox delivered. */
async function delivered(): Promise<number> {
  const place = freshPlace()
  const inbox = await openInbox(place.path)
  inbox.deliver(async () => ({ state: 'handled' }))
  const kept = await keptOf(async (texts) => {
    await Promise.all(texts.map((text) => inbox.put(recordOf(text.slice(0, 20), { requestId: text }))))
    // Until their results are written they are in use.
    await inbox.drain()
  })
  await inbox.close()
  await place.remove()
  return kept
}

/** Callbacks whose handlers used their signal. */
async function signalled(): Promise<number> {
  const name = 'Room.CallbackAfterMemberEnter'
  const receiver = roomCallbacks(1400000000, { deduplication: false, deadline: patience }).on(
    name,
    async (_event, { signal }) => {
      await new Promise(setImmediate)
      if (signal.aborted) throw new Error('It was aborted.')
    },
  )
  return keptOf(async (texts) => {
    await Promise.all(texts.map((text) => inject(receiver, { ...packet(name), RoomId: text })))
  })
}

const [kind] = process.argv.slice(2)
process.stdout.write(String(await (kind === 'signalled' ? signalled() : delivered())))
