import { join } from 'node:path'
import type { Test } from 'tap'
import { bundlePrograms } from './bundle.ts'
import { checkCompletions } from './completions.ts'
import { evidenceOf } from './evidence.ts'
import { Faults } from './faults.ts'
import { readBooks } from './handlings.ts'
import { Ledger, readLedger } from './ledger.ts'
import { checkOrder } from './order.ts'
import { type Mishaps, planIncidents } from './plan.ts'
import { openStore, type StoreKind } from './processes/open-store.ts'
import { checkPromises } from './promises.ts'
import { tellCounts } from './report.ts'
import { randomFrom, seed } from './seed.ts'
import { allOf, type LoadProfile, sendAll } from './tencent.ts'
import { Workers } from './workers.ts'

/** A store that survives its users. */
export interface StoreUnderTest {
  /** Where a run may leave files. */
  readonly folder: string
  readonly kind: StoreKind
  /** What its processes open. */
  readonly place: string
  /** Whether it can be away: only then may a process not hear that its note was taken. */
  readonly server?: { pause(): void; resume(): void; kill(): Promise<void>; restart(): Promise<void> }
}

/** Sends everything while processes and stores die, and holds the ledger against what the client was told. */
export async function chaos(t: Test, store: StoreUnderTest, profile: LoadProfile, mishaps: Mishaps): Promise<void> {
  const { folder } = store
  const ledgerPath = join(folder, 'ledger')
  await bundlePrograms(folder)
  const ledger = new Ledger(ledgerPath)
  const workers = new Workers({ folder, kind: store.kind, place: store.place, ledgerPath }, ledger)
  t.teardown(() => workers.remove())
  const total = profile.rooms * profile.callbacksPerRoom
  const plan = planIncidents(total, workers.members.length, mishaps, randomFrom(seed))
  const faults = new Faults(plan, workers, store.server)
  const { log, dead } = await Promise.race([run(store, profile, workers, faults), workers.collapsed])
  ledger.close()

  const lines = readLedger(ledgerPath)
  const books = readBooks(lines)
  const completions = checkCompletions(books)
  const order = checkOrder(books.handled, log.acknowledged)
  const promises = checkPromises(allOf(profile), log, books.handled)
  tellCounts(t, { total, log, incidents: faults.done, handled: books.handled.length, completions, order, promises })
  const breaches = [...promises.faults.slice(0, 3), ...completions.faults.slice(0, 3), ...order.faults.slice(0, 3)]
  for (const line of evidenceOf(breaches, lines)) t.comment(line)
  t.same(faults.done, mishaps, 'everything went wrong that was to go wrong')
  t.equal(dead, 0, 'there are no dead letters')
  t.same(books.strays, [], 'every handling that ended had begun')
  t.same(promises.faults.slice(0, 10), [], 'all that was acknowledged was handled, and the rest is in the log')
  t.same(completions.faults.slice(0, 10), [], 'nothing was handled to completion twice')
  t.same(order.faults.slice(0, 10), [], 'each room kept its order')
  if (!store.server) t.equal(completions.answersLost, 0, 'a store that is always there tells of each end')
}

async function run(store: StoreUnderTest, profile: LoadProfile, workers: Workers, faults: Faults) {
  await workers.ready()
  const log = await sendAll(
    profile,
    () => workers.nextPort(),
    (count) => faults.until(count),
  )
  await faults.end()
  await workers.ready()
  const observer = await openStore(store.kind, store.place)
  await observer.drain()
  const { dead } = await observer.stats()
  await observer.close()
  await workers.close()
  return { log, dead }
}
