import { createInterface } from 'node:readline'
import { RoomCallbacksError } from '@room-callbacks/core'
import { type InboxStore, readInboxOptions } from '@room-callbacks/core/inbox'
import { openStore } from '@room-callbacks/sqlite'
import { numbered, numberOf } from '../records.ts'

// Opens each store whose path it is given, uses it, and prints what became of the numbers from 0 to `count`: how many are
// lost or wrong, or why the store was refused.
const [count = '0'] = process.argv.slice(2)

async function read(store: InboxStore): Promise<string> {
  const found = new Map<number, boolean>()
  for (const state of ['waiting', 'running', 'delayed', 'dead', 'recorded'] as const)
    for (const { record } of await store.list(state, { limit: 100_000 }))
      found.set(numberOf(record), Buffer.from(record.body).equals(numbered(numberOf(record), {}, 1000).body as Buffer))
  await store.put(numbered(1_000_000), Date.now(), 5000)
  const request = { limit: 500, now: Date.now(), duration: 1000, commands: '*', suspects: 'one' } as const
  for (let leased = await store.lease(request); leased.entries.length > 0; leased = await store.lease(request))
    await Promise.all(leased.entries.map((entry) => store.complete(entry, Date.now(), Date.now() + 3_600_000)))
  await store.retry('all', Date.now())
  await store.expire(Date.now())
  const missing = Array.from({ length: Number(count) }, (_, number) => number).filter((number) => !found.get(number))
  // A handled one is known by its id.
  const known = await Promise.all(
    missing.map(
      async (number) => !found.has(number) && (await store.put(numbered(number), Date.now(), 5000)) === 'duplicate',
    ),
  )
  return `lost ${known.filter((isKnown) => !isKnown).length}`
}

for await (const path of createInterface({ input: process.stdin })) {
  try {
    const store = await openStore(path, readInboxOptions({}))
    console.log(await read(store).finally(() => store.close()))
  } catch (error) {
    console.log(error instanceof RoomCallbacksError ? `${error.code} ${error.message}` : `not coded: ${String(error)}`)
  }
}
