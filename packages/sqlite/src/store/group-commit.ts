import { RoomCallbacksError } from '@room-callbacks/core'
import { type HandledCommands, withTimeout } from '@room-callbacks/core/inbox'
import type { BatchRunner, Glance } from '../thread/batch.ts'
import type { DirectCommits } from './direct-commits.ts'
import { batchOf, fewLinger, isPut, lingers, type Pending, settle } from './pending.ts'

/** After so long without a commit a record waits for no other. Unit: ms. */
const quiet = 15
/** So many records at once come from clients that send the next one when they are answered. */
const crowd = 8
/** So many records in a millisecond are few. */
const few = 0.45
/** How long closing waits for the disk, twice at most. Unit: ms. */
const closePatience = 1500

/**
 * Group commit: what is asked for while one transaction is on its way to the disk is the next one, and under load it waits
 * a little for more, since each commit has its price.
 */
export class GroupCommit {
  readonly #openThread: () => Promise<BatchRunner>
  readonly #leaseClock: () => number
  readonly #direct: DirectCommits | undefined
  #thread: BatchRunner | undefined
  #waiting: Pending[] = []
  #records = 0
  #expected = 0
  /** Records of the last batch. */
  #committed = 0
  #areFew = false
  #lastEnd = Number.NEGATIVE_INFINITY
  #flushAt = Number.POSITIVE_INFINITY
  #timer: NodeJS.Timeout | undefined
  #immediate: NodeJS.Immediate | undefined
  #expiry: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  #isClosed = false
  #closed: Promise<void> | undefined
  #isWatching = false
  /** What the store looked like after the last batch; undefined when another process wrote since. */
  glance: Glance | undefined
  /** The commands that this process leases. */
  leasing: HandledCommands = '*'
  /** Called when another process wrote something. */
  onChange: () => void = () => {}

  /** @param openThread opens the store again, should its thread have ended */
  constructor(
    thread: BatchRunner,
    openThread: () => Promise<BatchRunner>,
    leaseClock: () => number,
    direct?: DirectCommits,
  ) {
    this.#openThread = openThread
    this.#direct = direct
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
    if ('put' in pending.what) this.#records++
    if (!this.#expiry) this.#expireAt(pending.deadline)
    if (!this.#running) this.#plan(pending)
  }

  /** Does what was asked for before, if the store lets it, and closes the database. Ends in bounded time. */
  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #close(): Promise<void> {
    this.#isClosed = true
    if (!this.#running) this.#flush()
    await withTimeout(this.#running ?? Promise.resolve(), closePatience)
    clearTimeout(this.#expiry)
    this.#rejectWaiting(() => true, 'It was closed before the store could be written.')
    this.#direct?.close()
    await this.#thread?.close(closePatience)
  }

  /** Sees to it that an operation waits no longer than it should. */
  #plan({ linger, since }: Pending): void {
    const now = performance.now()
    const isAwaited = linger === 'short' && this.#expected >= crowd && this.#records >= this.#expected
    const isAlone = linger === 'short' && now - this.#lastEnd > quiet
    const at = isAwaited || isAlone ? now : since + (linger === 'short' && this.#areFew ? fewLinger : lingers[linger])
    if (at >= this.#flushAt) return
    this.#cancelFlush()
    this.#flushAt = at
    // What else this turn of the event loop asks for comes along.
    if (at <= now) this.#immediate = setImmediate(() => this.#flush())
    else this.#timer = setTimeout(() => this.#flush(), Math.round(at - now))
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
      this.#noteEnd(performance.now())
      if (this.#isClosed) return this.#flush()
      for (const pending of this.#waiting) this.#plan(pending)
    })
  }

  #noteEnd(now: number): void {
    this.#areFew = this.#committed < few * (now - this.#lastEnd)
    this.#lastEnd = now
  }

  #use(thread: BatchRunner): BatchRunner {
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
    const waiting = this.#waiting
    const records = this.#records
    this.#waiting = []
    this.#records = 0
    try {
      const thread = this.#thread ?? this.#use(await this.#openThread())
      const time = this.#leaseClock()
      const { batch, pending } = batchOf(waiting, time)
      const reply = this.#direct?.run(batch, thread, this.leasing) ?? (await thread.run(batch))
      this.glance = reply.glance
      if (reply.isForeign) this.onChange()
      this.#expected = records + this.#records
      this.#committed = records
      const rest = settle(pending, reply, time)
      if (rest.length > 0) this.#putBack(rest)
    } catch (error) {
      this.#thread = undefined
      for (const { reject } of waiting) reject(error as RoomCallbacksError)
    }
  }

  #putBack(pending: readonly Pending[]): void {
    this.#waiting = [...pending, ...this.#waiting]
    this.#records = this.#waiting.filter(isPut).length
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
    this.#rejectWaiting(({ deadline }) => deadline <= now, tooLate)
    if (this.#waiting.length > 0) this.#expireAt(Math.min(...this.#waiting.map(({ deadline }) => deadline)))
  }

  #rejectWaiting(isMeant: (pending: Pending) => boolean, why: string): void {
    const rejected = this.#waiting.filter(isMeant)
    if (rejected.length === 0) return
    this.#waiting = this.#waiting.filter((pending) => !isMeant(pending))
    this.#records = this.#waiting.filter(isPut).length
    const error = new RoomCallbacksError('inbox-failed', why)
    for (const { reject } of rejected) reject(error)
  }
}

const tooLate =
  'Another process holds the lock of the database, or the disk is slow: look for a process that is stopped.'
