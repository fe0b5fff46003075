import { join } from 'node:path'
import type { Test } from 'tap'
import { bundlePrograms } from './bundle.ts'
import { checkCompletions } from './completions.ts'
import { Crew } from './crew.ts'
import { evidenceOf } from './evidence.ts'
import { readBooks } from './handlings.ts'
import { Ledger, readLedger } from './ledger.ts'
import { Mischief } from './mischief.ts'
import { checkOrder } from './order.ts'
import { type Mishaps, planIncidents } from './plan.ts'
import { openStore, type StoreKind } from './processes/open-store.ts'
import { checkPromises } from './promises.ts'
import { tellCounts } from './report.ts'
import { randomFrom, seed } from './seed.ts'
import { allOf, type Habits, sendAll } from './tencent.ts'

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
export async function chaos(t: Test, store: StoreUnderTest, habits: Habits, mishaps: Mishaps): Promise<void> {
  const { folder } = store
  const ledgerPath = join(folder, 'ledger')
  await bundlePrograms(folder)
  const ledger = new Ledger(ledgerPath)
  const crew = new Crew({ folder, kind: store.kind, place: store.place, ledgerPath }, ledger)
  t.teardown(() => crew.remove())
  const total = habits.rooms * habits.callbacksPerRoom
  const plan = planIncidents(total, crew.members.length, mishaps, randomFrom(seed))
  const mischief = new Mischief(plan, crew, store.server)
  const { log, dead } = await Promise.race([run(store, habits, crew, mischief), crew.collapsed])
  ledger.close()

  const lines = readLedger(ledgerPath)
  const books = readBooks(lines)
  const completions = checkCompletions(books)
  const order = checkOrder(books.handled, log.acknowledged)
  const promises = checkPromises(allOf(habits), log, books.handled)
  tellCounts(t, { total, log, incidents: mischief.done, handled: books.handled.length, completions, order, promises })
  const faults = [...promises.faults.slice(0, 3), ...completions.faults.slice(0, 3), ...order.faults.slice(0, 3)]
  for (const line of evidenceOf(faults, lines)) t.comment(line)
  t.same(mischief.done, mishaps, 'everything went wrong that was to go wrong')
  t.equal(dead, 0, 'there are no dead letters')
  t.same(books.strays, [], 'whatever ended had begun')
  t.same(promises.faults.slice(0, 10), [], 'all that was acknowledged was handled, and the rest is in the log')
  t.same(completions.faults.slice(0, 10), [], 'nothing was handled to completion twice')
  t.same(order.faults.slice(0, 10), [], 'each room kept its order')
  if (!store.server) t.equal(completions.answersLost, 0, 'a store that is always there tells of each end')
}

async function run(store: StoreUnderTest, habits: Habits, crew: Crew, mischief: Mischief) {
  await crew.ready()
  const log = await sendAll(
    habits,
    () => crew.nextPort(),
    (count) => mischief.until(count),
  )
  await mischief.end()
  await crew.ready()
  const observer = await openStore(store.kind, store.place)
  await observer.drain()
  const { dead } = await observer.stats()
  await observer.close()
  await crew.close()
  return { log, dead }
}
