import { RoomCallbacksError } from '@room-callbacks/core'
import {
  type DeliverOptions,
  type DeliverRecord,
  type Delivery,
  type EntryState,
  type Inbox,
  type InboxEntry,
  type InboxRecord,
  type InboxStats,
  type ListOptions,
  Outage,
  type PurgeOptions,
  untilDrained,
  type WaitOptions,
} from '@room-callbacks/core/inbox'
import type { Persistence } from '../connect/check-server.ts'
import { connectPatiently } from '../connect/connect-patiently.ts'
import { WriteTogether } from '../connect/write-together.ts'
import { Entries } from './entries.ts'
import type { InboxParts } from './inbox-parts.ts'
import { Maintenance } from './maintenance.ts'
import { putValues } from './put-values.ts'
import { RedisDelivery } from './redis-delivery.ts'

/** An inbox in Redis. */
export class RedisInbox implements Inbox {
  /** How soon Redis writes to disk what it acknowledges: what its configuration said when the inbox was opened. */
  readonly persistence: Persistence
  /** The queue as BullMQ knows it, for its dashboards: `new Queue(name, { prefix, connection })`. */
  readonly queue: { readonly name: string; readonly prefix: string }
  readonly #parts: InboxParts
  readonly #base: string
  readonly #entries: Entries
  readonly #outage = new Outage()
  readonly #writeTogether: WriteTogether
  readonly #maintenance: Maintenance
  #delivery: RedisDelivery | undefined
  #closed: Promise<void> | undefined

  constructor(parts: InboxParts & { readonly persistence: Persistence }) {
    const { name, prefix } = parts.place
    this.persistence = parts.persistence
    this.queue = { name, prefix }
    this.#parts = parts
    this.#writeTogether = new WriteTogether(parts.client)
    this.#base = `${prefix}:${name}:`
    this.#entries = new Entries(parts.client, this.#base)
    this.#maintenance = new Maintenance(this.#entries, parts.settings, this.#outage)
  }

  async put(record: InboxRecord): Promise<'stored' | 'duplicate'> {
    const { client, settings } = this.#parts
    const outcome = await this.#use(() => {
      this.#writeTogether.hold()
      return client.inboxPut(this.#base, ...putValues(record, settings))
    })
    if (outcome === -1) throw new RoomCallbacksError('inbox-full')
    return outcome === 1 ? 'stored' : 'duplicate'
  }

  deliver(deliver: DeliverRecord, { onDeadLetter: onDead = () => {} }: DeliverOptions = {}): Delivery {
    this.#refuseClosed()
    if (this.#delivery && !this.#delivery.isOver) throw new RoomCallbacksError('inbox-in-use')
    const client = connectPatiently(this.#parts.place.connection)
    this.#delivery = new RedisDelivery(this.#parts, client, { deliver, onDead }, this.#outage)
    return this.#delivery
  }

  stats(): Promise<InboxStats> {
    return this.#use(() => this.#entries.stats(this.#parts.settings.window))
  }

  list(state: EntryState, options: ListOptions = {}): Promise<readonly InboxEntry[]> {
    return this.#use(() => this.#entries.list(state, options))
  }

  retry(id: string): Promise<number> {
    return this.#use(() => this.#entries.retry(id))
  }

  purge(what: PurgeOptions): Promise<number> {
    return this.#use(() => this.#entries.purge(what))
  }

  drain(options: WaitOptions = {}): Promise<void> {
    return untilDrained(() => this.stats(), options)
  }

  close(options: WaitOptions = {}): Promise<void> {
    this.#closed ??= this.#close(options)
    return this.#closed
  }

  async #close(options: WaitOptions): Promise<void> {
    this.#maintenance.stop()
    try {
      if (this.#delivery && !this.#delivery.isOver) await this.#delivery.close(options)
    } finally {
      this.#outage.stop()
      this.#delivery?.cut()
      this.#parts.client.disconnect()
    }
  }

  /** Whatever ioredis throws gets a code. */
  async #use<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#refuseClosed()
    try {
      return await work()
    } catch (cause) {
      throw new RoomCallbacksError('inbox-failed', (cause as Error).message, { cause })
    }
  }

  #refuseClosed(): void {
    if (this.#closed) throw new RoomCallbacksError('inbox-failed', 'It is closed.')
  }
}
