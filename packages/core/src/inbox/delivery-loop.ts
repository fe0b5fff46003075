import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { Bell } from './bell.ts'
import { Heartbeat } from './heartbeat.ts'
import type { DeliverRecord, Delivery, OnDead, WaitOptions } from './inbox.ts'
import type { TakenEntry } from './inbox-store.ts'
import type { Outage } from './outage.ts'
import { RunningAttempt } from './running-attempt.ts'
import { type InboxParts, isSpent, settle, spent } from './settle.ts'
import { within } from './timers.ts'

/** How long an idle loop sleeps at most, where the store tells of what other processes do and where not. Unit: ms. */
const patience = { watched: 1000, unwatched: 100 }
/** A store that calls something due, and does not give it, is not asked again at once. Unit: ms. */
const leastPatience = 5
/** Results that are being written, for each callback that may run: handlers do not wait for the disk. */
const writesPerSlot = 8

/** Takes what is ready as long as it has free hands, and sleeps when there is nothing. */
export class DeliveryLoop implements Delivery {
  readonly #parts: InboxParts
  readonly #deliver: DeliverRecord
  readonly #onDead: OnDead | undefined
  readonly #outage: Outage
  readonly #bell = new Bell()
  readonly #held: Heartbeat
  readonly #closing = new AbortController()
  readonly #abandoned = new AbortController()
  readonly #ended: Promise<void>
  readonly #unwatch: (() => void) | undefined
  #running = 0
  #isFull = false
  #isOver = false
  #isCut = false

  constructor(parts: InboxParts, outage: Outage, deliver: DeliverRecord, onDead: OnDead | undefined) {
    this.#parts = parts
    this.#deliver = deliver
    this.#onDead = onDead
    this.#outage = outage
    this.#unwatch = parts.store.watch?.(() => this.wake())
    this.#held = new Heartbeat(parts, outage)
    this.#ended = this.#run()
  }

  /** Nothing is taken any more, and nothing is running or given up. */
  get isOver(): boolean {
    return this.#isOver
  }

  /** Something may be ready. */
  wake(): void {
    this.#bell.ring()
  }

  /** The store is closed: what goes on running can be written down no more. */
  cut(): void {
    this.#isCut = true
  }

  async close({ timeout }: WaitOptions = {}): Promise<void> {
    this.#closing.abort()
    this.wake()
    const isDone = await within(this.#ended, timeout)
    const left = this.#held.size
    if (!this.#isOver) this.#end()
    if (isDone) return
    this.#abandoned.abort()
    const error = new RoomCallbacksError('close-timeout', `Their number: ${left}.`)
    this.#held.abandon(error)
    throw error
  }

  #end(): void {
    this.#isOver = true
    this.#held.stop()
    this.#unwatch?.()
  }

  async #run(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      const free = this.#freeHands()
      this.#isFull = free <= 0
      if (this.#isFull) await this.#bell.listen()
      else await this.#takeUpTo(free)
    }
    while (this.#held.size + this.#running > 0) await this.#bell.listen()
  }

  #freeHands(): number {
    const { concurrency } = this.#parts.settings
    return Math.min(concurrency - this.#running, concurrency * (1 + writesPerSlot) - this.#held.size)
  }

  async #takeUpTo(limit: number): Promise<void> {
    const { store, settings, clock } = this.#parts
    let until = 0
    const take = () => {
      const now = clock()
      until = now + settings.lease
      return store.take(limit, now, until)
    }
    const taken = await this.#outage.persist(take, this.#closing.signal)
    // What was taken while close() ran out of time is left to its lease.
    if (!taken || this.#abandoned.signal.aborted) return
    // So late that others may have it, and even be done with it.
    if (clock() >= until) return
    for (const entry of taken) void this.#attempt(entry)
    // Fewer than asked for: there is no more, for now.
    if (taken.length < limit) await this.#bell.listen(this.#bell.isRung ? 0 : await this.#untilNextDue())
  }

  async #untilNextDue(): Promise<number> {
    const { store, clock } = this.#parts
    const longest = store.watch ? patience.watched : patience.unwatched
    // Should it fail, the next take will tell.
    const due = await store.nextDue().catch(() => undefined)
    return due === undefined ? longest : Math.min(Math.max(due - clock(), leastPatience), longest)
  }

  async #attempt(taken: TakenEntry): Promise<void> {
    const { settings } = this.#parts
    this.#running++
    const deliver = isSpent(taken, settings) ? async () => spent : this.#deliver
    const attempt = new RunningAttempt(taken.record, taken.attempt, deliver, settings.timeout)
    this.#held.hold(taken, attempt)
    const result = await attempt.result
    this.#running--
    if (this.#isFull) this.wake()
    if (!this.#isCut)
      await this.#outage.persist(() => settle(this.#parts, taken, result, this.#onDead), this.#abandoned.signal)
    this.#held.release(taken)
    // The next of its room may be ready, its retry due soon; and who closes waits for the last.
    const isNews = settings.order === 'room' || result.state !== 'handled'
    if (isNews || this.#isFull || this.#closing.signal.aborted) this.wake()
  }
}
