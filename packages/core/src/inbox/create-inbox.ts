import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { withTimeout } from '../timers.ts'
import { DeliveryLoop } from './delivery-loop.ts'
import type {
  DeliverOptions,
  DeliverRecord,
  Delivery,
  EntryState,
  Inbox,
  InboxEntry,
  InboxStats,
  ListOptions,
  PurgeOptions,
  PutOptions,
  PutOutcome,
  WaitOptions,
} from './inbox.ts'
import type { InboxClocks, InboxDependencies } from './inbox-dependencies.ts'
import { type InboxRecord, publishInboxEvent, recordSize } from './inbox-record.ts'
import type { InboxStore, LeasedEntry } from './inbox-store.ts'
import type { InboxSettings } from './read-inbox-options.ts'
import { RetentionSweep } from './retention-sweep.ts'
import { Backlog, StoreHealth } from './store-health.ts'
import { waitUntilEmpty } from './wait-until-empty.ts'

/** How long a record may wait to be written, if the caller does not say. Unit: ms. */
const putTimeout = 30_000
/** A store that is well closes within this time, however little of the time for close() is left. Unit: ms. */
const minStoreClosing = 1000

/** The inbox of a store, without the way of callbacks through it: see `createInbox` of `receive/receiving-inbox.ts`. */
export function storedInbox(store: InboxStore, settings: InboxSettings, clocks: Partial<InboxClocks> = {}): Inbox {
  const { clock = Date.now, monotonic = () => performance.now(), random = Math.random } = clocks
  return new StoredInbox({ store, settings, clock, monotonic, random })
}

class StoredInbox implements Inbox {
  readonly #dependencies: InboxDependencies
  readonly #health = new StoreHealth()
  readonly #backlog = new Backlog((callbacks) => `The store is too slow: ${callbacks} callbacks wait for it.`)
  readonly #sweep: RetentionSweep
  #delivery: DeliveryLoop | undefined
  #closed: Promise<void> | undefined

  constructor(dependencies: InboxDependencies) {
    this.#dependencies = dependencies
    this.#sweep = new RetentionSweep(dependencies, this.#health, () => this.#commands())
  }

  async put(record: InboxRecord, { timeout = putTimeout }: PutOptions = {}): Promise<PutOutcome> {
    this.#refuseClosed()
    const { store, settings, clock, monotonic } = this.#dependencies
    const size = recordSize(record)
    this.#backlog.enter(size)
    // Leased as it is stored where this process would begin it at once: a lease of its own costs another commit.
    const delivery = this.#delivery?.reserve(record) ? this.#delivery : undefined
    const at = monotonic()
    let outcome: PutOutcome | LeasedEntry
    try {
      outcome = await store.put(record, clock(), timeout, delivery ? settings.lease : 0)
    } catch (cause) {
      delivery?.unreserve()
      throw withCode(cause)
    } finally {
      this.#backlog.leave(size)
    }
    if (typeof outcome === 'object') {
      delivery?.begin(outcome, at)
      return 'stored'
    }
    delivery?.unreserve()
    // What is only kept to be read is never delivered.
    const isDelivered = record.refusal === undefined && record.answer === undefined
    if (outcome === 'stored' && isDelivered) this.#delivery?.wake()
    return outcome
  }

  deliver(deliver: DeliverRecord, options: DeliverOptions = {}): Delivery {
    this.#refuseClosed()
    if (this.#delivery && !this.#delivery.isOver) throw new RoomCallbacksError('inbox-in-use')
    this.#delivery = new DeliveryLoop(this.#dependencies, this.#health, deliver, options)
    return this.#delivery
  }

  stats(): Promise<InboxStats> {
    return this.#use((store, now) => store.stats(now))
  }

  list(state: EntryState, options: ListOptions = {}): Promise<readonly InboxEntry[]> {
    return this.#use((store) => store.list(state, { limit: 100, ...options }))
  }

  get(id: string): Promise<InboxEntry | undefined> {
    return this.#use((store) => store.get(id))
  }

  async retry(id: string): Promise<number> {
    const ids = await this.#use((store, now) => store.retry(id, now))
    this.#delivery?.wake()
    for (const id of ids) publishInboxEvent({ type: 'retried', id })
    return ids.length
  }

  async purge(what: PurgeOptions): Promise<number> {
    const ids = await this.#use((store, now) => store.purge(what, now))
    for (const id of ids) publishInboxEvent({ type: 'purged', id })
    return ids.length
  }

  drain(options: WaitOptions = {}): Promise<void> {
    return waitUntilEmpty(() => this.#use((store, now) => store.stats(now, this.#commands())), options)
  }

  close(options: WaitOptions = {}): Promise<void> {
    this.#closed ??= this.#close(options)
    return this.#closed
  }

  async #close({ timeout }: WaitOptions): Promise<void> {
    const { store, monotonic } = this.#dependencies
    const end = timeout === undefined ? undefined : monotonic() + timeout
    const left = (least: number): WaitOptions =>
      end === undefined ? {} : { timeout: Math.max(end - monotonic(), least) }
    await withTimeout(this.#sweep.stop(), timeout)
    const delivery = this.#delivery
    const late: unknown =
      delivery && !delivery.isOver
        ? await delivery.close(left(0)).then(
            () => {},
            (error) => error,
          )
        : undefined
    delivery?.cut()
    this.#health.stop()
    // A store that stalls must not keep the process.
    const isClosed = await withTimeout(store.close(), left(minStoreClosing).timeout)
    if (!isClosed) throw new RoomCallbacksError('close-timeout', 'The store does not close.')
    if (late) throw late
  }

  /** What the delivery of this process handles; undefined where it delivers nothing. */
  #commands(): DeliveryLoop['commands'] | undefined {
    return this.#delivery && !this.#delivery.isOver ? this.#delivery.commands : undefined
  }

  /** What a store throws gets a code. */
  async #use<Result>(work: (store: InboxStore, now: number) => Promise<Result>): Promise<Result> {
    this.#refuseClosed()
    try {
      return await work(this.#dependencies.store, this.#dependencies.clock())
    } catch (cause) {
      throw withCode(cause)
    }
  }

  #refuseClosed(): void {
    if (this.#closed) throw new RoomCallbacksError('inbox-failed', 'It is closed.')
  }
}

const withCode = (cause: unknown): RoomCallbacksError =>
  cause instanceof RoomCallbacksError ? cause : new RoomCallbacksError('inbox-failed', undefined, { cause })
