import { sleep } from '../database/connect.ts'
import { readNumbers, saveNumbers } from '../database/open-store.ts'
import { failureOf, isBusy, resultOf } from '../database/sqlite-error.ts'
import type { Store } from '../database/store.ts'
import { StoreFailure } from '../database/store-failure.ts'
import { states } from '../layout/states.ts'
import { commandIds } from '../transactions/lease.ts'
import { nextDue } from '../transactions/read.ts'
import type { Batch, BatchReply, Glance, OperationResult } from './batch.ts'
import { type Operation, reads, writes } from './operations.ts'

/** How often it is looked whether the lock is free, ever more seldom. Unit: ms. */
const shortestPause = 0.5
const longestPause = 10

type Work = (store: Store, ...given: readonly unknown[]) => unknown

const isChange = ([name]: Operation): boolean => name in writes

/** Does what is asked for: the changes in one transaction, and then what only looks. */
export function runBatch(store: Store, { operations, bodies, time, wait }: Batch): BatchReply {
  store.time = time
  store.bodies = bodies
  const results: Run['results'] = new Array(operations.length)
  const changes = [...operations.keys()].filter((index) => isChange(operations[index] as Operation))
  const looks = [...operations.keys()].filter((index) => !isChange(operations[index] as Operation))
  const run: Run = { store, operations, results, deadline: performance.now() + wait, glance: undefined }
  let isLocked = false
  try {
    if (changes.length > 0) commit(run, changes)
  } catch (error) {
    // Another process holds the lock: the changes are sent again.
    isLocked = isBusy(error)
    if (!isLocked) for (const index of changes) results[index] ??= failed(error)
  }
  try {
    if (looks.length > 0) look(run, looks)
  } catch (error) {
    for (const index of looks) results[index] ??= failed(error)
  }
  return { isBusy: isLocked, results, glance: run.glance }
}

interface Run {
  readonly store: Store
  readonly operations: readonly Operation[]
  readonly results: (OperationResult | undefined)[]
  readonly deadline: number
  glance: Glance | undefined
}

const failed = (error: unknown): OperationResult => {
  const { code, message } = failureOf(error)
  return { code, message }
}

/** What one operation cannot do is no reason to refuse the others: they are tried again without it. */
function commit(run: Run, changes: readonly number[]): void {
  const { store, operations, results, deadline } = run
  begin(store, deadline)
  let current = -1
  try {
    store.numbers.load(readNumbers(store))
    for (const index of changes) {
      current = index
      results[index] = change(store, operations[index] as Operation)
    }
    current = -1
    run.glance = glanceAt(store)
    saveNumbers(store)
    store.database.exec('COMMIT')
  } catch (error) {
    undo(store)
    for (const index of changes) results[index] = undefined
    const refused = changes.filter((index) => isRefused(operations[index] as Operation, index === current, error))
    if (refused.length === 0) throw error
    for (const index of refused) results[index] = failed(error)
    const others = changes.filter((index) => !refused.includes(index))
    if (others.length > 0) commit(run, others)
  }
}

/** Waits for the lock. The waiting of SQLite itself takes steps of up to 100 ms, and lets others overtake. */
function begin({ database }: Store, deadline: number): void {
  for (let pause = shortestPause; ; pause = Math.min(pause * 1.5, longestPause)) {
    try {
      database.exec('BEGIN IMMEDIATE')
      return
    } catch (error) {
      const left = deadline - performance.now()
      if (!isBusy(error) || left <= 0) throw error
      sleep(Math.min(pause, left))
    }
  }
}

/** Where SQLite undid the transaction by itself, there is none to be undone. */
function undo({ database, commands, announcements }: Store): void {
  try {
    database.exec('ROLLBACK')
  } catch (error) {
    if (resultOf(error) !== undefined && isBusy(error)) throw error
  }
  commands.forget()
  announcements.forgetRead()
}

/** Whether an operation is given up: the one that cannot be done; of a full disk new records, since what ends others makes room. */
function isRefused([name]: Operation, isCurrent: boolean, error: unknown): boolean {
  const result = resultOf(error)
  if (result === 'FULL' || result === 'IOERR') return name === 'put'
  return isCurrent && (result === undefined || result === 'TOOBIG')
}

/** What the store says no to is a result like another, and undoes nothing. */
function change(store: Store, [name, ...given]: Operation): OperationResult {
  try {
    return { value: (writes[name as keyof typeof writes] as Work)(store, ...given) }
  } catch (error) {
    if (error instanceof StoreFailure) return failed(error)
    throw error
  }
}

function look(run: Run, looks: readonly number[]): void {
  const { store, operations, results } = run
  store.database.exec('BEGIN')
  try {
    store.numbers.load(readNumbers(store))
    for (const index of looks) {
      const [name, ...given] = operations[index] as Operation
      results[index] = { value: (reads[name as keyof typeof reads] as Work)(store, ...given) }
    }
    run.glance = glanceAt(store)
  } finally {
    store.database.exec('COMMIT')
  }
}

/** What the process of this thread wants to know of the commands that it leases. */
function glanceAt(store: Store): Glance {
  const { numbers, leasing } = store
  const commands = leasing === '*' ? undefined : commandIds(store, leasing)
  return {
    nextDue: nextDue(store, leasing),
    isAnyReady: numbers.sum(states.waiting, commands) > 0,
    isAnyBlocked: numbers.sum(states.blocked) > 0,
  }
}
