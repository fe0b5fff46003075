import { sleep } from '../database/lock-wait.ts'
import { failureOf, isBusy, resultOf } from '../database/sqlite-error.ts'
import { loadNumbers, type Store, saveNumbers, seesForeign } from '../database/store.ts'
import { StoreFailure } from '../database/store-failure.ts'
import type { IncomingPut } from '../layout/records.ts'
import { states } from '../layout/states.ts'
import { dueBound, isAnyReady } from '../transactions/lease.ts'
import { put, putRow } from '../transactions/put.ts'
import { completeAt, completeRow, completionFields, rowLength } from '../transactions/settle.ts'
import type { BatchReply, Failure, Glance, IncomingBatch } from './batch.ts'
import { reads, writes } from './operations.ts'

/** How often it is looked whether the lock is free, ever more seldom. Unit: ms. */
const shortestPause = 0.5
const longestPause = 10

interface Run {
  readonly store: Store
  readonly batch: IncomingBatch
  readonly deadline: number
  readonly results: unknown[]
  failures: Failure[]
  /** The places of those that are not tried again. */
  readonly refused: Set<number>
  /** The place of what is being done. */
  current: number
  glance: Glance | undefined
  isForeign: boolean
}

type Work = (store: Store, ...given: readonly unknown[]) => unknown

const works = { ...writes, ...reads }

/** Does what is asked for: the changes in one transaction, and then what only looks. */
export function runBatch(store: Store, batch: IncomingBatch): BatchReply {
  store.time = batch.time
  const run: Run = {
    store,
    batch,
    deadline: performance.now() + batch.wait,
    results: new Array(firstOperation(batch) + batch.operations.length).fill(undefined),
    failures: [],
    refused: new Set(),
    current: nothing,
    glance: undefined,
    isForeign: false,
  }
  const { operations } = batch
  const looks = operations.reduce((count, [name]) => (name in writes ? count : count + 1), 0)
  let isLocked = false
  try {
    if (run.results.length > looks) commit(run)
  } catch (error) {
    // Another process holds the lock: the changes are sent again.
    isLocked = isBusy(error)
    if (!isLocked) failAll(run, error, (place) => isChange(run, place))
  }
  try {
    if (looks > 0) look(run)
  } catch (error) {
    failAll(run, error, (place) => !isChange(run, place))
  }
  const { results, failures, glance, isForeign } = run
  return { isBusy: isLocked, results, failures, glance, isForeign }
}

/** No place. */
const nothing = -1

const firstOperation = ({ puts, completions }: IncomingBatch): number =>
  puts.length + completions.length / completionFields

/** What has no name of a look. */
function isChange({ batch }: Run, place: number): boolean {
  const operation = batch.operations[place - firstOperation(batch)]
  return operation === undefined || operation[0] in writes
}

function failAll(run: Run, error: unknown, isMeant: (place: number) => boolean): void {
  for (let place = 0; place < run.results.length; place++)
    if (isMeant(place) && !run.refused.has(place)) fail(run, place, error)
}

function fail({ results, failures }: Run, index: number, error: unknown): void {
  const { code, message } = failureOf(error)
  results[index] = undefined
  failures.push({ index, code, message })
}

/** What one of them cannot do is no reason to refuse the others: they are tried again without it. */
function commit(run: Run): void {
  const { store } = run
  waitForLock(run.deadline, () => store.hot.begin.run())
  const before = run.failures.length
  try {
    loadNumbers(store)
    run.isForeign = seesForeign(store) || run.isForeign
    changeAll(run)
    run.glance = glanceAt(store)
    saveNumbers(store)
    store.hot.commit.run()
  } catch (error) {
    undo(store)
    run.failures.length = before
    const refused = refusedBy(run, error)
    if (refused.length === 0) throw error
    for (const place of refused) {
      fail(run, place, error)
      run.refused.add(place)
    }
    run.current = nothing
    if (isAnyLeft(run)) commit(run)
  }
}

function isAnyLeft(run: Run): boolean {
  return run.results.some((_, place) => isChange(run, place) && !run.refused.has(place))
}

/**
 * Records come last: what is handled makes room for them, and what waits already is leased first. Otherwise each record waits
 * behind an earlier one, and is not leased as it is stored; under load that goes on for good, at a further commit for each group.
 */
function changeAll(run: Run): void {
  const { store, batch, results, refused } = run
  const { puts, completions, operations } = batch
  const areAll = refused.size === 0
  let place = puts.length
  for (let field = 0; field < completions.length; ) {
    run.current = place
    const length = areAll ? rowLength(store, completions, field) : 1
    const isDone = completeRow(store, completions, field, length)
    // Each of such a row is completed alone, and not tried as the first of a shorter one: that would read the row as often as it is long.
    for (let one = 0; one < length; one++, field += completionFields) {
      run.current = place
      if (!refused.has(place)) results[place] = isDone || completeAt(store, completions, field)
      place++
    }
  }
  for (const [name, ...given] of operations) {
    run.current = place
    if (name in writes && !refused.has(place)) results[place] = doOr(run, name, given, place)
    place++
  }
  for (place = 0; place < puts.length; ) {
    run.current = place
    const row = areAll ? putRow(store, puts, place) : undefined
    if (row) {
      for (const result of row) results[place++] = result
    } else {
      if (!refused.has(place)) results[place] = putOr(run, puts[place] as IncomingPut, place)
      place++
    }
  }
  run.current = nothing
}

/** What the store says no to is a result like another, and undoes nothing. */
function putOr(run: Run, incoming: IncomingPut, place: number): unknown {
  try {
    return put(run.store, incoming)
  } catch (error) {
    return refuse(run, place, error)
  }
}

function doOr(run: Run, name: keyof typeof works, given: readonly unknown[], place: number): unknown {
  try {
    return (works[name] as Work)(run.store, ...given)
  } catch (error) {
    return refuse(run, place, error)
  }
}

function refuse(run: Run, place: number, error: unknown): undefined {
  if (!(error instanceof StoreFailure)) throw error
  fail(run, place, error)
  return undefined
}

/** Waits for the lock. The waiting of SQLite itself takes steps of up to 100 ms, and lets others overtake. */
function waitForLock(deadline: number, work: () => unknown): void {
  for (let pause = shortestPause; ; pause = Math.min(pause * 1.5, longestPause)) {
    try {
      work()
      return
    } catch (error) {
      const left = deadline - performance.now()
      if (!isBusy(error) || left <= 0) throw error
      sleep(Math.min(pause, left))
    }
  }
}

/** Where SQLite undid the transaction by itself, there is none to be undone. */
function undo(store: Store): void {
  store.dueBound = undefined
  try {
    store.statements.run('ROLLBACK')
  } catch (error) {
    if (isBusy(error)) throw error
  }
  store.commands.forget()
  store.announcements.forgetRead()
}

/** What is given up: the one that cannot be done; of a full disk new records, since what ends others makes room. */
function refusedBy(run: Run, error: unknown): readonly number[] {
  const result = resultOf(error)
  if (result === 'FULL' || result === 'IOERR')
    return Array.from(run.batch.puts.keys()).filter((place) => !run.refused.has(place))
  return run.current !== nothing && (result === undefined || result === 'TOOBIG') ? [run.current] : []
}

function look(run: Run): void {
  const { store, batch, results } = run
  store.statements.run('BEGIN')
  try {
    // Readers wait, too, while another process mends what a killed one left of the memory that they share.
    waitForLock(run.deadline, () => loadNumbers(store))
    const first = firstOperation(batch)
    for (const [index, [name, ...given]] of batch.operations.entries())
      if (!(name in writes)) results[first + index] = (works[name] as Work)(store, ...given)
    run.glance = glanceAt(store)
  } finally {
    store.hot.commit.run()
  }
}

/** What the process of this thread wants to know of the commands that it leases. */
const glanceAt = (store: Store): Glance => ({
  nextDue: dueBound(store),
  isAnyReady: isAnyReady(store),
  isAnyBlocked: store.numbers.sum(states.blocked) > 0,
})
