import { sleep } from '../database/connect.ts'
import { readNumbers, saveNumbers } from '../database/open-store.ts'
import { failureOf, isBusy, resultOf } from '../database/sqlite-error.ts'
import type { Store } from '../database/store.ts'
import { StoreFailure } from '../database/store-failure.ts'
import { states } from '../layout/states.ts'
import { commandIds } from '../transactions/lease.ts'
import { put } from '../transactions/put.ts'
import { nextDue } from '../transactions/read.ts'
import { isOrdered } from '../transactions/rooms.ts'
import { complete, completePlaced } from '../transactions/settle.ts'
import { type BatchReply, completionFields, type Failure, type Glance, type IncomingBatch } from './batch.ts'
import { reads, writes } from './operations.ts'

/** How often it is looked whether the lock is free, ever more seldom. Unit: ms. */
const shortestPause = 0.5
const longestPause = 10

/** Something that is asked for. */
interface Task {
  /** Its place among the results. */
  readonly index: number
  readonly isPut: boolean
  readonly work: () => unknown
}

interface Run {
  readonly store: Store
  readonly deadline: number
  readonly results: unknown[]
  readonly failures: Failure[]
  glance: Glance | undefined
}

type Work = (store: Store, ...given: readonly unknown[]) => unknown

const works = { ...writes, ...reads }

/** Does what is asked for: the changes in one transaction, and then what only looks. */
export function runBatch(store: Store, batch: IncomingBatch): BatchReply {
  store.time = batch.time
  const { changes, looks } = tasksOf(store, batch)
  const results: unknown[] = new Array(changes.length + looks.length)
  const run: Run = { store, deadline: performance.now() + batch.wait, results, failures: [], glance: undefined }
  let isLocked = false
  try {
    if (changes.length > 0) commit(run, changes)
  } catch (error) {
    // Another process holds the lock: the changes are sent again.
    isLocked = isBusy(error)
    if (!isLocked) fail(run, changes, error)
  }
  try {
    if (looks.length > 0) look(run, looks)
  } catch (error) {
    fail(run, looks, error)
  }
  return { isBusy: isLocked, results, failures: run.failures, glance: run.glance }
}

function tasksOf(store: Store, { puts, completions, operations }: IncomingBatch): { changes: Task[]; looks: Task[] } {
  const changes: Task[] = puts.map((incoming, index) => ({ index, isPut: true, work: () => put(store, incoming) }))
  for (let place = 0; place < completions.length; place += completionFields) {
    const work = () => completeAt(store, completions, place)
    changes.push({ index: changes.length, isPut: false, work })
  }
  const looks: Task[] = []
  const first = changes.length
  for (const [place, [name, ...given]] of operations.entries()) {
    const isChange = name in writes
    const operation = works[name] as Work
    const task = { index: first + place, isPut: false, work: () => operation(store, ...given) }
    ;(isChange ? changes : looks).push(task)
  }
  return { changes, looks }
}

function completeAt(store: Store, completions: ArrayLike<number>, place: number): boolean {
  const next = (field: number) => completions[place + field] as number
  const lease = { sequence: next(0), command: next(1), size: next(2), fence: next(3) }
  // Only where rooms are in order it matters which one it had.
  if (isOrdered(store)) return complete(store, { ...lease, id: '', attempt: 0 }, next(4), next(5))
  return completePlaced(store, lease, next(4), next(5))
}

function fail({ results, failures }: Run, tasks: readonly Task[], error: unknown): void {
  const { code, message } = failureOf(error)
  for (const { index } of tasks) {
    results[index] = undefined
    failures.push({ index, code, message })
  }
}

/** What one task cannot do is no reason to refuse the others: they are tried again without it. */
function commit(run: Run, tasks: readonly Task[]): void {
  const { store, results } = run
  begin(store, run.deadline)
  const before = run.failures.length
  let current: Task | undefined
  try {
    store.numbers.load(readNumbers(store))
    for (current of tasks) results[current.index] = change(run, current)
    current = undefined
    run.glance = glanceAt(store)
    saveNumbers(store)
    store.statements.run('COMMIT')
  } catch (error) {
    undo(store)
    run.failures.length = before
    for (const { index } of tasks) results[index] = undefined
    const refused = tasks.filter((task) => isRefused(task, task === current, error))
    if (refused.length === 0) throw error
    fail(run, refused, error)
    const others = tasks.filter((task) => !refused.includes(task))
    if (others.length > 0) commit(run, others)
  }
}

/** Waits for the lock. The waiting of SQLite itself takes steps of up to 100 ms, and lets others overtake. */
function begin({ statements }: Store, deadline: number): void {
  for (let pause = shortestPause; ; pause = Math.min(pause * 1.5, longestPause)) {
    try {
      statements.run('BEGIN IMMEDIATE')
      return
    } catch (error) {
      const left = deadline - performance.now()
      if (!isBusy(error) || left <= 0) throw error
      sleep(Math.min(pause, left))
    }
  }
}

/** Where SQLite undid the transaction by itself, there is none to be undone. */
function undo({ statements, commands, announcements }: Store): void {
  try {
    statements.run('ROLLBACK')
  } catch (error) {
    if (isBusy(error)) throw error
  }
  commands.forget()
  announcements.forgetRead()
}

/** Whether a task is given up: the one that cannot be done; of a full disk new records, since what ends others makes room. */
function isRefused({ isPut }: Task, isCurrent: boolean, error: unknown): boolean {
  const result = resultOf(error)
  if (result === 'FULL' || result === 'IOERR') return isPut
  return isCurrent && (result === undefined || result === 'TOOBIG')
}

/** What the store says no to is a result like another, and undoes nothing. */
function change(run: Run, task: Task): unknown {
  try {
    return task.work()
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error
    fail(run, [task], error)
    return undefined
  }
}

function look(run: Run, tasks: readonly Task[]): void {
  const { store, results } = run
  store.statements.run('BEGIN')
  try {
    store.numbers.load(readNumbers(store))
    for (const { index, work } of tasks) results[index] = work()
    run.glance = glanceAt(store)
  } finally {
    store.statements.run('COMMIT')
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
