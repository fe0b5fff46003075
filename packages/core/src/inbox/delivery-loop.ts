import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { startTimer, withTimeout } from '../timers.ts'
import { Heartbeat, type HeldLease } from './heartbeat.ts'
import type {
  AttemptResult,
  DeliverOptions,
  DeliverRecord,
  Delivery,
  HandledCommands,
  OnDeadLetter,
  WaitOptions,
} from './inbox.ts'
import type { Leased, LeasedEntry } from './inbox-store.ts'
import { RunningAttempt } from './running-attempt.ts'
import { exhausted, type InboxDependencies, settle } from './settle.ts'
import type { StoreHealth } from './store-health.ts'

/** How long an idle loop sleeps at most, where the store tells of what other processes do and where not. Unit: ms. */
const patience = { watched: 1000, unwatched: 100 }
/** A store that calls something due, and does not give it, is not asked again at once. Unit: ms. */
const minPoll = 5
/** Results that are being written, for each callback that may run: handlers do not wait for the disk. */
const writesPerSlot = 8

/** Leases what is ready as long as fewer than `concurrency` run, and sleeps when there is nothing. */
export class DeliveryLoop implements Delivery {
  readonly #dependencies: InboxDependencies
  readonly #deliver: DeliverRecord
  readonly #onDeadLetter: OnDeadLetter | undefined
  readonly #health: StoreHealth
  readonly #wakeSignal = new WakeSignal()
  readonly #held: Heartbeat
  readonly #closing = new AbortController()
  readonly #abandoned = new AbortController()
  readonly #ended: Promise<void>
  readonly #unwatch: (() => void) | undefined
  #commands: HandledCommands
  #announced: HandledCommands = []
  #running = 0
  #leasing: Promise<unknown> | undefined
  #waitsForRoom = false
  #isOver = false
  #isCut = false

  constructor(
    dependencies: InboxDependencies,
    health: StoreHealth,
    deliver: DeliverRecord,
    { commands = '*', onDeadLetter }: DeliverOptions,
  ) {
    this.#dependencies = dependencies
    this.#deliver = deliver
    this.#onDeadLetter = onDeadLetter
    this.#commands = commands
    this.#health = health
    this.#unwatch = dependencies.store.watch?.(() => this.wake())
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
      const limit = this.#freeSlots()
      // No handler is registered yet.
      if (this.#commands.length === 0) await this.#wakeSignal.listen()
      else if (limit <= 0) await this.#listenForRoom()
      else await this.#leaseUpTo(limit)
    }
    while (this.#held.size + this.#running > 0) await this.#wakeSignal.listen()
  }

  #freeSlots(): number {
    const { concurrency } = this.#dependencies.settings
    return Math.min(concurrency - this.#running, concurrency * (1 + writesPerSlot) - this.#held.size)
  }

  /** Sleeps until an attempt has ended. */
  async #listenForRoom(): Promise<void> {
    this.#waitsForRoom = true
    await this.#wakeSignal.listen()
    this.#waitsForRoom = false
  }

  async #leaseUpTo(limit: number): Promise<void> {
    const { settings, monotonic } = this.#dependencies
    const asked = { at: 0, alone: this.#running === 0 }
    const leasing = this.#health.retry(() => {
      asked.at = monotonic()
      return this.#lease(limit, asked.alone)
    }, this.#closing.signal)
    this.#leasing = leasing
    const leased = await leasing
    if (!leased) return
    const entries = leased.entries.filter((entry) => !this.#held.adopt(entry))
    if (this.#closing.signal.aborted) return this.#giveBack(entries)
    for (const [index, entry] of entries.entries()) {
      // The process was stopped, or a handler blocked it: others may have the entry, and even be done with it.
      if (monotonic() - asked.at >= settings.lease) return this.#giveBack(entries.slice(index))
      void this.#attempt(entry)
    }
    if (entries.some(({ crashes }) => crashes > 0) || (leased.suspectsReady && !asked.alone)) return this.#untilQuiet()
    // Fewer than asked for: there is no more, for now. A suspect that was adopted came alone.
    if (leased.entries.length < limit && entries.length === leased.entries.length)
      await this.#wakeSignal.listen(this.#wakeSignal.isRung ? 0 : await this.#untilNextDue())
  }

  async #lease(limit: number, alone: boolean): Promise<Leased> {
    const { store, settings, clock } = this.#dependencies
    const commands = this.#commands
    if (commands !== this.#announced) await store.announce(commands, clock())
    this.#announced = commands
    const suspects = alone ? 'one' : 'none'
    return store.lease({ limit, now: clock(), duration: settings.lease, commands, suspects })
  }

  /** A suspect runs alone: if it ends the process, it takes no other callback along. */
  async #untilQuiet(): Promise<void> {
    while (this.#running > 0 && !this.#closing.signal.aborted) await this.#listenForRoom()
  }

  /** Without it the lease would run out, and count as a crash. */
  async #giveBack(entries: readonly LeasedEntry[]): Promise<void> {
    if (entries.length === 0 || this.#isCut) return
    await this.#health.retry(() => this.#dependencies.store.release(entries), this.#abandoned.signal)
  }

  async #untilNextDue(): Promise<number> {
    const { store } = this.#dependencies
    const longest = store.watch ? patience.watched : patience.unwatched
    // Should it fail, the next lease will tell.
    const due = await store.nextDueIn(this.#commands).catch(() => undefined)
    return due === undefined ? longest : Math.min(Math.max(due, minPoll), longest)
  }

  async #attempt(leased: LeasedEntry): Promise<void> {
    const { settings } = this.#dependencies
    this.#running++
    const refusal = exhausted(leased, settings)
    const attempt = new RunningAttempt(leased, refusal ? async () => refusal : this.#deliver, settings.timeout)
    const held = this.#held.hold(leased, attempt)
    const result = await attempt.result
    this.#running--
    if (this.#waitsForRoom) this.wake()
    if (!this.#isCut) await this.#settle(held, result)
    this.#held.release(held)
    // The next of its order key may be ready, its retry due soon; and who closes waits for the last.
    const isNews = settings.order === 'key' || result.state !== 'handled'
    if (isNews || this.#waitsForRoom || this.#closing.signal.aborted) this.wake()
  }

  async #settle(held: HeldLease, result: AttemptResult): Promise<void> {
    let written = held.leased
    let isOurs: boolean | undefined
    do {
      isOurs = await this.#health.retry(() => {
        written = held.leased
        return settle(this.#dependencies, written, result, this.#onDeadLetter)
      }, this.#abandoned.signal)
      // The lease that ended it may be one of this process, whose answer is still under way.
      if (isOurs === false) await this.#leasing
    } while (isOurs === false && held.leased !== written)
  }
}

/** Lets one waiter sleep until there is something to do. A ring without a waiter wakes the next waiter at once. */
class WakeSignal {
  #isRung = false
  #wake: (() => void) | undefined

  get isRung(): boolean {
    return this.#isRung
  }

  ring(): void {
    this.#isRung = true
    this.#wake?.()
  }

  /** @param patience How long it waits for a ring; left out, for as long as it takes. Unit: ms. */
  async listen(patience?: number): Promise<void> {
    if (!this.#isRung) {
      let timer: NodeJS.Timeout | undefined
      await new Promise<void>((resolve) => {
        this.#wake = resolve
        if (patience !== undefined) timer = startTimer(resolve, patience)
      })
      clearTimeout(timer)
      this.#wake = undefined
    }
    this.#isRung = false
  }
}
