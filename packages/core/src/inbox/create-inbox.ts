import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { DeliveryLoop } from './delivery-loop.ts'
import type {
  DeliverRecord,
  Delivery,
  EntryState,
  Inbox,
  InboxEntry,
  InboxStats,
  ListOptions,
  OnDead,
  PurgeOptions,
  WaitOptions,
} from './inbox.ts'
import { publishInboxEvent } from './inbox-event.ts'
import type { InboxRecord } from './inbox-record.ts'
import type { InboxStore } from './inbox-store.ts'
import { Outage } from './outage.ts'
import type { InboxSettings } from './read-inbox-options.ts'
import type { InboxParts } from './settle.ts'
import { Sweep } from './sweep.ts'
import { within } from './timers.ts'
import { untilDrained } from './until-drained.ts'

/**
 * Makes an inbox of a store: retries, time-outs, leases, retention and operations.
 *
 * @param clock The time in ms since 1970.
 * @param random From 0 to 1; it spreads the retries.
 * @example
 * const inbox = createInbox(new MemoryInboxStore(settings), settings)
 */
export function createInbox(
  store: InboxStore,
  settings: InboxSettings,
  clock: () => number = Date.now,
  random: () => number = Math.random,
): Inbox {
  return new StoredInbox({ store, settings, clock, random })
}

class StoredInbox implements Inbox {
  readonly #parts: InboxParts
  readonly #outage = new Outage()
  readonly #sweep: Sweep
  #delivery: DeliveryLoop | undefined
  #closed: Promise<void> | undefined

  constructor(parts: InboxParts) {
    this.#parts = parts
    this.#sweep = new Sweep(parts, this.#outage)
  }

  async put(record: InboxRecord): Promise<'stored' | 'duplicate'> {
    const outcome = await this.#use((store, now) => store.put(record, now))
    if (outcome === 'stored') this.#delivery?.wake()
    return outcome
  }

  deliver(deliver: DeliverRecord, onDead?: OnDead): Delivery {
    this.#refuseClosed()
    if (this.#delivery && !this.#delivery.isOver) throw new RoomCallbacksError('inbox-in-use')
    this.#delivery = new DeliveryLoop(this.#parts, this.#outage, deliver, onDead)
    return this.#delivery
  }

  stats(): Promise<InboxStats> {
    return this.#use((store, now) => store.stats(now))
  }

  list(state: EntryState, options: ListOptions = {}): Promise<readonly InboxEntry[]> {
    return this.#use((store) => store.list(state, { limit: 100, ...options }))
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
    return untilDrained(() => this.stats(), options)
  }

  close(options: WaitOptions = {}): Promise<void> {
    this.#closed ??= this.#close(options)
    return this.#closed
  }

  async #close(options: WaitOptions): Promise<void> {
    await within(this.#sweep.stop(), options.timeout)
    try {
      if (this.#delivery && !this.#delivery.isOver) await this.#delivery.close(options)
    } finally {
      this.#delivery?.cut()
      this.#outage.stop()
      await this.#parts.store.close()
    }
  }

  /** Whatever a store throws has a code. */
  async #use<Result>(work: (store: InboxStore, now: number) => Promise<Result>): Promise<Result> {
    this.#refuseClosed()
    try {
      return await work(this.#parts.store, this.#parts.clock())
    } catch (cause) {
      throw cause instanceof RoomCallbacksError ? cause : new RoomCallbacksError('inbox-failed', undefined, { cause })
    }
  }

  #refuseClosed(): void {
    if (this.#closed) throw new RoomCallbacksError('inbox-failed', 'It is closed.')
  }
}
