import { RoomCallbacksError } from '@room-callbacks/core'
import { within } from '@room-callbacks/core/inbox'
import type { Batch, Glance, OperationResult } from '../thread/batch.ts'
import type { Operation } from '../thread/operations.ts'
import type { PutRequest } from '../transactions/put.ts'
import type { StoreThread } from './store-thread.ts'

/** An operation that waits to be done. */
export interface Pending {
  readonly operation: Operation
  /** Of a record that is put. */
  readonly body: Uint8Array | undefined
  readonly linger: keyof typeof lingers
  /** When it was asked for, by `performance.now()`. */
  readonly since: number
  /** When it is given up if it has not begun, by `performance.now()`. */
  readonly deadline: number
  /** @param time the lease clock when its batch was sent */
  readonly resolve: (value: never, time: number) => void
  readonly reject: (error: RoomCallbacksError) => void
}

/**
 * How long an operation waits for others to share its transaction: not at all where a caller waits for it alone; a little
 * for a record, which a request waits for; longer for a result, which no one waits for. Unit: ms.
 */
const lingers = { none: 0, short: 2, long: 20 }
/** After so long without a commit a record waits for no other. Unit: ms. */
const quiet = 15
/** So many records at once come from clients that send the next one when they are answered. */
const crowd = 8
/** How long the thread waits for the lock of another process until it lets go of the records. Unit: ms. */
const lockWait = 100
/** How long closing waits for the disk, twice at most. Unit: ms. */
const closePatience = 1500

/**
 * Group commit: what is asked for while one transaction is on its way to the disk is the next one, and under load it waits
 * a little for more, since each commit has its price.
 */
export class GroupCommit {
  readonly #openThread: () => Promise<StoreThread>
  readonly #leaseClock: () => number
  #thread: StoreThread | undefined
  #waiting: Pending[] = []
  #records = 0
  #expected = 0
  #lastEnd = Number.NEGATIVE_INFINITY
  #flushAt = Number.POSITIVE_INFINITY
  #timer: NodeJS.Timeout | undefined
  #immediate: NodeJS.Immediate | undefined
  #expiry: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  #isClosed = false
  #isWatching = false
  /** What the store looked like after the last batch; undefined when another process wrote since. */
  glance: Glance | undefined
  /** Called when another process wrote something. */
  onChange: () => void = () => {}

  /** @param openThread opens the store again, should its thread have ended */
  constructor(thread: StoreThread, openThread: () => Promise<StoreThread>, leaseClock: () => number) {
    this.#openThread = openThread
    this.#leaseClock = leaseClock
    this.#use(thread)
  }

  /** Whether `onChange` is called. */
  watch(isOn: boolean): void {
    this.#isWatching = isOn
    this.#thread?.watch(isOn)
  }

  submit(pending: Pending): void {
    if (this.#isClosed) {
      pending.reject(new RoomCallbacksError('inbox-failed', 'It is closed.'))
      return
    }
    this.#waiting.push(pending)
    if (pending.body) this.#records++
    if (!this.#expiry) this.#expireAt(pending.deadline)
    if (!this.#running) this.#plan(pending)
  }

  /** Does what was asked for before, if the store lets it, and closes the database. Ends in bounded time. */
  async close(): Promise<void> {
    this.#isClosed = true
    if (!this.#running) this.#flush()
    await within(this.#running ?? Promise.resolve(), closePatience)
    clearTimeout(this.#expiry)
    this.#rejectWaiting(() => true, 'It was closed before the store could be written.')
    await this.#thread?.close(closePatience)
  }

  /** Sees to it that an operation waits no longer than it should. */
  #plan({ linger, since }: Pending): void {
    const now = performance.now()
    const isAwaited = linger === 'short' && this.#expected >= crowd && this.#records >= this.#expected
    const isAlone = linger === 'short' && now - this.#lastEnd > quiet
    const at = isAwaited || isAlone ? now : since + lingers[linger]
    if (at >= this.#flushAt) return
    this.#cancelFlush()
    this.#flushAt = at
    // What else this turn of the event loop asks for comes along.
    if (at <= now) this.#immediate = setImmediate(() => this.#flush())
    else this.#timer = setTimeout(() => this.#flush(), at - now)
  }

  #cancelFlush(): void {
    clearTimeout(this.#timer)
    clearImmediate(this.#immediate)
    this.#flushAt = Number.POSITIVE_INFINITY
  }

  #flush(): void {
    this.#cancelFlush()
    if (this.#waiting.length === 0) return
    this.#running = this.#commit().then(() => {
      this.#running = undefined
      this.#lastEnd = performance.now()
      if (this.#isClosed) return this.#flush()
      for (const pending of this.#waiting) this.#plan(pending)
    })
  }

  #use(thread: StoreThread): StoreThread {
    this.#thread = thread
    this.glance = undefined
    thread.onChange = () => {
      this.glance = undefined
      this.onChange()
    }
    if (this.#isWatching) thread.watch(true)
    return thread
  }

  async #commit(): Promise<void> {
    const pending = this.#waiting
    const records = this.#records
    this.#waiting = []
    this.#records = 0
    try {
      const thread = this.#thread ?? this.#use(await this.#openThread())
      const time = this.#leaseClock()
      const reply = await thread.run(batchOf(pending, time))
      this.glance = reply.glance
      this.#expected = records + this.#records
      for (const [index, one] of pending.entries()) {
        const result = reply.results[index]
        if (result) settle(one, result, time)
      }
      if (reply.isBusy) this.#putBack(pending.filter((_, index) => !reply.results[index]))
    } catch (error) {
      this.#thread = undefined
      for (const { reject } of pending) reject(error as RoomCallbacksError)
    }
  }

  #putBack(pending: readonly Pending[]): void {
    this.#waiting = [...pending, ...this.#waiting]
    this.#records = this.#waiting.filter(({ body }) => body).length
    if (this.#isClosed)
      this.#rejectWaiting(() => true, 'It was closed while another process held the lock of the database.')
    else this.#expire()
  }

  #expireAt(deadline: number): void {
    this.#expiry = setTimeout(() => this.#expire(), Math.max(deadline - performance.now(), 0)).unref()
  }

  /** Gives up what could not begin in time, and keeps nothing of it. */
  #expire(): void {
    clearTimeout(this.#expiry)
    this.#expiry = undefined
    const now = performance.now()
    const why =
      'Another process holds the lock of the database, or the disk is slow: look for a process that is stopped.'
    this.#rejectWaiting(({ deadline }) => deadline <= now, why)
    if (this.#waiting.length > 0) this.#expireAt(Math.min(...this.#waiting.map(({ deadline }) => deadline)))
  }

  #rejectWaiting(isMeant: (pending: Pending) => boolean, why: string): void {
    const rejected = this.#waiting.filter(isMeant)
    if (rejected.length === 0) return
    this.#waiting = this.#waiting.filter((pending) => !isMeant(pending))
    this.#records = this.#waiting.filter(({ body }) => body).length
    const error = new RoomCallbacksError('inbox-failed', why)
    for (const { reject } of rejected) reject(error)
  }
}

function batchOf(pending: readonly Pending[], time: number): Batch {
  let length = 0
  let deadline = Number.POSITIVE_INFINITY
  for (const { body, deadline: own } of pending) {
    length += body?.length ?? 0
    deadline = Math.min(deadline, own)
  }
  const bodies = new Uint8Array(length)
  let end = 0
  for (const { operation, body } of pending) {
    if (!body) continue
    bodies.set(body, end)
    const request = operation[1] as PutRequest
    request.bodyStart = end
    end += body.length
    request.bodyEnd = end
  }
  const wait = Math.max(Math.min(lockWait, deadline - performance.now()), 1)
  return { operations: pending.map(({ operation }) => operation), bodies, time, wait }
}

function settle({ resolve, reject }: Pending, result: OperationResult, time: number): void {
  if ('value' in result) resolve(result.value as never, time)
  else reject(new RoomCallbacksError(result.code, result.message))
}
