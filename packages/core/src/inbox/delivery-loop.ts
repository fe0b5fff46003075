import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { WakeSignal, withTimeout } from '../timers.ts'
import { AttemptTimeouts, Heartbeat, type HeldLease, RunningAttempt } from './attempts.ts'
import type { AttemptResult, DeliverOptions, DeliverRecord, Delivery, HandledCommands, WaitOptions } from './inbox.ts'
import type { InboxDependencies } from './inbox-dependencies.ts'
import type { InboxRecord } from './inbox-record.ts'
import type { LeasedEntry } from './inbox-store.ts'
import { LeasedAhead, LeaseSource } from './lease-sources.ts'
import { exhausted, ResultWriter } from './settle.ts'
import type { StoreHealth } from './store-health.ts'

/** Results that are being written, for each callback that may run: handlers do not wait for the disk. */
const writesPerSlot = 8

/**
 * Runs what is leased as long as fewer than `concurrency` run. What this process stores is leased as it is stored, as long
 * as nothing older waits; the loop leases what is ready beside that, and sleeps when there is nothing.
 */
export class DeliveryLoop implements Delivery {
  readonly #dependencies: InboxDependencies
  readonly #deliver: DeliverRecord
  readonly #health: StoreHealth
  readonly #wakeSignal = new WakeSignal()
  readonly #held: Heartbeat
  readonly #timeouts: AttemptTimeouts
  readonly #source: LeaseSource
  readonly #ahead: LeasedAhead
  readonly #results: ResultWriter
  readonly #closing = new AbortController()
  readonly #abandoned = new AbortController()
  readonly #ended: Promise<void>
  readonly #unwatch: (() => void) | undefined
  #commands: HandledCommands
  #running = 0
  /** Entries that the store was asked for, and may give. */
  #asked = 0
  #leasing: Promise<unknown> | undefined
  #waitsForRoom = false
  /** A suspect may be leased or runs: nothing else begins. */
  #isExclusive = false
  #isOver = false
  #isCut = false

  constructor(
    dependencies: InboxDependencies,
    health: StoreHealth,
    deliver: DeliverRecord,
    { commands = '*', onDeadLetter }: DeliverOptions,
  ) {
    const { settings, store } = dependencies
    this.#dependencies = dependencies
    this.#deliver = deliver
    this.#commands = commands
    this.#health = health
    this.#timeouts = new AttemptTimeouts(settings.timeout)
    this.#results = new ResultWriter(dependencies, health, onDeadLetter, this.#abandoned.signal)
    this.#source = new LeaseSource(dependencies, health, this.#abandoned.signal)
    this.#ahead = new LeasedAhead(dependencies, (entries) => void this.#giveBack(entries).then(() => this.wake()))
    this.#unwatch = store.watch?.(() => this.wake())
    this.#held = new Heartbeat(dependencies, health)
    this.#ended = this.#run()
  }

  /** Nothing is leased any more, and nothing is running or given up. */
  get isOver(): boolean {
    return this.#isOver
  }

  /** What this process handles. */
  get commands(): HandledCommands {
    return this.#commands
  }

  setCommands(commands: HandledCommands): void {
    this.#commands = commands
    this.wake()
  }

  /** Something may be ready. */
  wake(): void {
    this.#wakeSignal.ring()
  }

  /** The store is closed: what goes on running can be written down no more. */
  cut(): void {
    this.#isCut = true
  }

  /**
   * Keeps a place for a record that is about to be stored, also while the store is asked: what waits without a place has to be
   * asked for, and so has all that comes behind it. After it comes `begin` or `unreserve`.
   */
  reserve({ command, refusal, answer }: InboxRecord): boolean {
    if (this.#waitsForRoom || (this.#isExclusive && this.#asked === 0) || this.#closing.signal.aborted) return false
    if (!this.#source.isAnnounced(this.#commands) || refusal !== undefined || answer !== undefined) return false
    if (this.#commands !== '*' && !this.#commands.includes(command)) return false
    return this.#freeWrites() > 0 && this.#ahead.reserve(this.#running, this.#asked)
  }

  /** The record was not leased as it was stored. */
  unreserve(): void {
    this.#ahead.unreserve()
    if (this.#waitsForRoom || this.#closing.signal.aborted) this.wake()
  }

  /** The record was leased as it was stored. @param at when it was given to the store, of the monotonic clock in ms */
  begin(leased: LeasedEntry, at: number): void {
    this.#ahead.unreserve()
    this.#ahead.add(leased, at)
    if (this.#closing.signal.aborted) this.wake()
    this.#beginAhead()
  }

  async close({ timeout }: WaitOptions = {}): Promise<void> {
    this.#closing.abort()
    this.wake()
    const isDone = await withTimeout(this.#ended, timeout)
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
      const limit = Math.min(this.#ahead.free(this.#running), this.#freeWrites())
      // No handler is registered yet.
      if (this.#commands.length === 0) await this.#wakeSignal.listen()
      else if (limit <= 0) await this.#listenForRoom()
      else await this.#leaseUpTo(limit)
    }
    for (;;) {
      await this.#giveBack(this.#ahead.takeAll())
      if (this.#held.size + this.#running + this.#ahead.size === 0) return
      await this.#wakeSignal.listen()
    }
  }

  #freeWrites(): number {
    const most = this.#dependencies.settings.concurrency * (1 + writesPerSlot)
    return most - this.#held.size - this.#ahead.size
  }

  /** Sleeps until an attempt has ended. */
  async #listenForRoom(): Promise<void> {
    this.#waitsForRoom = true
    await this.#wakeSignal.listen()
    this.#waitsForRoom = false
  }

  async #leaseUpTo(limit: number): Promise<void> {
    const { monotonic, settings } = this.#dependencies
    const asked = { at: 0, alone: this.#running === 0 }
    this.#isExclusive = asked.alone
    this.#asked = limit
    const leasing = this.#health.retry(() => {
      asked.at = monotonic()
      return this.#source.lease(this.#commands, limit, asked.alone)
    }, this.#closing.signal)
    this.#leasing = leasing
    const leased = await leasing
    this.#asked = 0
    this.#isExclusive = false
    if (!leased) return
    const entries = leased.entries.filter((entry) => !this.#held.adopt(entry))
    if (this.#closing.signal.aborted) return this.#giveBack(entries)
    const isSuspect = entries.some(({ crashes }) => crashes > 0)
    this.#isExclusive = isSuspect || (leased.suspectsReady && !asked.alone)
    for (const [index, entry] of entries.entries()) {
      // The process was stopped, or a handler blocked it: others may have the entry, and even be done with it.
      if (monotonic() - asked.at >= settings.lease) {
        this.#isExclusive = false
        return this.#giveBack(entries.slice(index))
      }
      if (this.#running < settings.concurrency) this.#attempt(entry)
      else this.#ahead.add(entry, asked.at)
    }
    if (this.#isExclusive) return this.#untilQuiet()
    this.#beginAhead()
    // Fewer than asked for: there is no more, for now. A suspect that was adopted came alone.
    if (leased.entries.length < limit && entries.length === leased.entries.length)
      await this.#wakeSignal.listen(this.#wakeSignal.isRung ? 0 : await this.#source.untilNextDue(this.#commands))
  }

  /** A suspect runs alone: if it ends the process, it takes no other callback along. */
  async #untilQuiet(): Promise<void> {
    while (this.#running > 0 && !this.#closing.signal.aborted) await this.#listenForRoom()
    this.#isExclusive = false
    this.#beginAhead()
  }

  async #giveBack(entries: readonly LeasedEntry[]): Promise<void> {
    if (!this.#isCut) await this.#source.giveBack(entries)
  }

  /** Begins what was leased before there was a place for it, the oldest first. */
  #beginAhead(): void {
    const { concurrency } = this.#dependencies.settings
    while (this.#running < concurrency && !this.#isExclusive && !this.#closing.signal.aborted) {
      const next = this.#ahead.take()
      if (!next) return
      this.#attempt(next)
    }
    this.#ahead.watch()
  }

  #attempt(leased: LeasedEntry): void {
    const { settings, monotonic } = this.#dependencies
    this.#running++
    const refusal = exhausted(leased, settings)
    const begunAt = monotonic()
    const attempt = new RunningAttempt(
      leased,
      refusal ? async () => refusal : this.#deliver,
      this.#timeouts,
      (result) => {
        this.#ahead.count(monotonic() - begunAt)
        this.#running--
        this.#write(held, result)
        this.#beginAhead()
        if (this.#waitsForRoom) this.wake()
      },
    )
    const held = this.#held.hold(leased, attempt)
  }

  #write(held: HeldLease, result: AttemptResult): void {
    const onWritten = () => this.#release(held, result)
    if (this.#isCut) onWritten()
    else this.#results.write(held, result, () => this.#leasing, onWritten)
  }

  #release(held: HeldLease, result: AttemptResult): void {
    this.#held.release(held)
    // The next of its order key may be ready, its retry due soon; and close() waits for the last.
    const isNews = this.#dependencies.settings.order === 'key' || result.state !== 'handled'
    if (isNews || this.#waitsForRoom || this.#closing.signal.aborted) this.wake()
  }
}
