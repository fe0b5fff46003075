import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { startTimer, withTimeout } from '../timers.ts'
import { Backlog } from './store-health.ts'

/** In place of a result: the item is not written yet. It waits again, before all that came later. */
export const unwritten: unique symbol = Symbol('unwritten')

/** What the `write` of a group gives for an item. */
export type Written<Result> = Result | RoomCallbacksError | typeof unwritten

/** How a store writes in groups. */
export interface GroupCommitOptions<Item, Result> {
  /** The name of the store, for messages: `Postgres`. */
  readonly store: string
  /**
   * Writes a group in one commit, and gives for each item, in their order, a result, an error that its `add` rejects with, or
   * `unwritten`. What it throws, the whole group rejects with. It is never called while it is under way.
   *
   * @param deadline The first of theirs, on `performance.now()`. Unit: ms.
   */
  readonly write: (items: readonly Item[], deadline: number) => Promise<readonly Written<Result>[]>
  /** Items of a group: a transaction with more holds its locks too long. Default: 500. */
  readonly maxItems?: number
  /** Bytes of a group; one item may be larger. Default: 4 MiB. */
  readonly maxBytes?: number
  /**
   * When the group of an item may begin, to wait for more items. It is asked when an item comes and nothing is written, and
   * for each item that waits when a group was written; the earliest counts. Default: with this turn of the event loop. All
   * times are of `performance.now()`, in ms.
   */
  readonly beginAt?: (item: Item, since: number, now: number) => number
  /**
   * Given: an item is answered at its deadline also while it is being written, and the result that comes later goes here.
   * Left out: an item that is being written is waited for.
   */
  readonly onLate?: (result: Result) => void
  /** What an item rejects with that could not be written before its deadline. */
  readonly tooLate?: string
}

/** What waits beside the records that `createInbox` lets in: results and operations must not be refused because of these. */
const bounds = { maxEntries: 20_000, maxBytes: 134_217_728 }

interface Waiting<Item, Result> {
  readonly item: Item
  readonly size: number
  readonly since: number
  readonly deadline: number
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
  isGivenUp: boolean
}

/**
 * Group commit: what comes while one commit is under way is written by the next one, since each has its price. Items are
 * written in the order in which they came; each is answered once.
 *
 * @example
 * const puts = new GroupCommit<InboxRecord, PutOutcome>({ store: 'MongoDB', write: (records) => insertAll(records) })
 * await puts.add(record, recordSize(record), timeout)
 */
export class GroupCommit<Item, Result> {
  readonly #options: GroupCommitOptions<Item, Result>
  readonly #maxItems: number
  readonly #maxBytes: number
  readonly #backlog: Backlog
  #waiting: Waiting<Item, Result>[] = []
  /** Those that are being written. */
  #group: readonly Waiting<Item, Result>[] = []
  #writing: Promise<void> | undefined
  #beginsAt = Number.POSITIVE_INFINITY
  #timer: NodeJS.Timeout | undefined
  #immediate: NodeJS.Immediate | undefined
  #expiresAt = Number.POSITIVE_INFINITY
  #expiry: NodeJS.Timeout | undefined
  #closed: Promise<void> | undefined

  constructor(options: GroupCommitOptions<Item, Result>) {
    this.#options = options
    this.#maxItems = options.maxItems ?? 500
    this.#maxBytes = options.maxBytes ?? 4_194_304
    this.#backlog = new Backlog((count) => `${options.store} is too slow: ${count} writes wait for it.`, bounds)
  }

  /**
   * Resolves with the result of an item when its group is written.
   *
   * @param size Unit: bytes.
   * @param timeout An item that has not begun by then is never written, and rejects. Default: none. Unit: ms.
   * @throws `inbox-failed` after the timeout, after `close()`, and when 20000 items or 128 MiB wait already
   */
  add(item: Item, size = 0, timeout: number = Number.POSITIVE_INFINITY): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.#closed) throw new RoomCallbacksError('inbox-failed', 'It is closed.')
      this.#backlog.enter(size)
      const since = performance.now()
      const waiting = { item, size, since, deadline: since + timeout, resolve, reject, isGivenUp: false }
      this.#waiting.push(waiting)
      this.#expireBy(waiting.deadline)
      if (!this.#writing) this.#plan(waiting, since)
    })
  }

  /**
   * Writes what waits, and takes nothing more.
   *
   * @param timeout What is not begun by then rejects; what is being written is not waited for any longer. Unit: ms.
   */
  close(timeout?: number): Promise<void> {
    this.#closed ??= this.#close(timeout)
    return this.#closed
  }

  async #close(timeout: number | undefined): Promise<void> {
    if (!this.#writing) this.#begin()
    await withTimeout(this.#untilIdle(), timeout)
    for (const waiting of this.#waiting) this.#reject(waiting, closedTooEarly())
    this.#waiting = []
    if (!this.#writing) clearTimeout(this.#expiry)
  }

  async #untilIdle(): Promise<void> {
    while (this.#writing) await this.#writing
  }

  #plan({ item, since }: Waiting<Item, Result>, now: number): void {
    const at = this.#options.beginAt?.(item, since, now) ?? now
    if (at >= this.#beginsAt) return
    this.#cancel()
    this.#beginsAt = at
    // What else this turn of the event loop asks for comes along.
    if (at <= now) this.#immediate = setImmediate(() => this.#begin())
    else this.#timer = startTimer(() => this.#begin(), Math.round(at - now))
  }

  #cancel(): void {
    clearTimeout(this.#timer)
    clearImmediate(this.#immediate)
    this.#beginsAt = Number.POSITIVE_INFINITY
  }

  #begin(): void {
    this.#cancel()
    // The event loop may have stood still until now.
    if (this.#expiresAt <= performance.now()) this.#expire()
    if (this.#waiting.length === 0) return
    this.#group = this.#take()
    this.#writing = this.#writeGroup(this.#group).then(() => {
      this.#group = []
      this.#writing = undefined
      if (this.#closed) return this.#begin()
      const now = performance.now()
      for (const waiting of this.#waiting) this.#plan(waiting, now)
    })
  }

  #take(): readonly Waiting<Item, Result>[] {
    let [count, bytes] = [0, 0]
    for (const { size } of this.#waiting) {
      bytes += size
      if (count === this.#maxItems || (count > 0 && bytes > this.#maxBytes)) break
      count++
    }
    return this.#waiting.splice(0, count)
  }

  async #writeGroup(group: readonly Waiting<Item, Result>[]): Promise<void> {
    const deadline = group.reduce((first, waiting) => Math.min(first, waiting.deadline), Number.POSITIVE_INFINITY)
    const items = group.map(({ item }) => item)
    let results: readonly Written<Result>[]
    try {
      results = await this.#options.write(items, deadline)
    } catch (error) {
      for (const waiting of group) this.#reject(waiting, error)
      return
    }
    this.#group = []
    const again = group.filter((waiting, index) => !this.#answer(waiting, results[index] as Written<Result>))
    if (again.length === 0) return
    this.#waiting = [...again, ...this.#waiting]
    this.#expire()
  }

  /** @returns whether the item has its answer */
  #answer(waiting: Waiting<Item, Result>, result: Written<Result>): boolean {
    const { size, isGivenUp, resolve } = waiting
    if (result === unwritten) {
      if (!this.#closed && !isGivenUp) return false
      this.#reject(waiting, closedTooEarly())
    } else if (isError(result)) {
      this.#reject(waiting, result)
    } else {
      this.#backlog.leave(size)
      if (isGivenUp) this.#options.onLate?.(result)
      else resolve(result)
    }
    return true
  }

  /** One that was given up while it was written has its answer: a second one changes nothing. */
  #reject({ size, reject }: Waiting<Item, Result>, error: unknown): void {
    this.#backlog.leave(size)
    reject(error)
  }

  #expireBy(deadline: number): void {
    if (deadline >= this.#expiresAt) return
    clearTimeout(this.#expiry)
    this.#expiresAt = deadline
    this.#expiry = startTimer(() => this.#expire(), Math.max(deadline - performance.now(), 0)).unref()
  }

  /** Gives up what could not begin in time, and keeps nothing of it. */
  #expire(): void {
    this.#expiresAt = Number.POSITIVE_INFINITY
    const { onLate, store, tooLate = `${store} did not write it in time.` } = this.#options
    const now = performance.now()
    const error = new RoomCallbacksError('inbox-failed', tooLate)
    const isLate = ({ deadline }: Waiting<Item, Result>): boolean => deadline <= now
    for (const waiting of this.#waiting.filter(isLate)) this.#reject(waiting, error)
    this.#waiting = this.#waiting.filter((waiting) => !isLate(waiting))
    const watched = onLate ? this.#group : []
    for (const waiting of watched.filter(isLate)) {
      waiting.isGivenUp = true
      waiting.reject(error)
    }
    const inTime = [...this.#waiting, ...watched.filter((waiting) => !isLate(waiting))]
    this.#expireBy(inTime.reduce((first, { deadline }) => Math.min(first, deadline), Number.POSITIVE_INFINITY))
  }
}

const closedTooEarly = (): RoomCallbacksError =>
  new RoomCallbacksError('inbox-failed', 'It was closed before the store could be written.')

/** `instanceof RoomCallbacksError` knows both copies of this package, and costs a call. Most results are no errors, so that is asked first. */
const isError = (result: unknown): result is RoomCallbacksError =>
  result instanceof Error && result instanceof RoomCallbacksError
