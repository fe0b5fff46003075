import type { InboxOperations } from '@room-callbacks/core/inbox'
import { inboxOf, observe } from '@room-callbacks/core/inspect'
import { Access } from '../access/access.ts'
import { PageAddress } from '../access/page-address.ts'
import { samples } from '../generated/samples.ts'
import { Backlog } from '../history/backlog.ts'
import type { Entry } from '../history/entry.ts'
import { History } from '../history/history.ts'
import { Recorder } from '../history/recorder.ts'
import type { InspectorSettings } from '../options/inspector-settings.ts'
import { RateHistory } from '../pulse/rate-history.ts'
import { RoomMirror } from '../rooms/room-mirror.ts'
import { Broadcaster } from '../stream/broadcaster.ts'
import { summaryOf } from '../views/summary.ts'
import type { Batch, Overview, Totals } from '../wire.ts'
import { Recording } from './recording.ts'
import { tellFailure } from './tell-failure.ts'
import { Writer } from './writer.ts'

/** The inbox of the receiver itself. */
const ownName = 'inbox'

/** A receiver that is inspected: what was seen of it, and who watches. */
export class Inspection {
  readonly callbacks: object
  readonly settings: InspectorSettings
  readonly stream: Broadcaster
  readonly access: Access
  readonly address: PageAddress
  /** The inboxes that can be looked into, by name. */
  readonly inboxes: ReadonlyMap<string, InboxOperations>
  /** Writes JSON for the page, without any secret. */
  readonly write: Writer['write']
  readonly #history: History
  readonly #rooms = new RoomMirror()
  readonly #pulse = new RateHistory()
  readonly #backlog: Backlog
  readonly #recording = new Recording(() => this.#record())

  /** @throws `invalid-option` when `callbacks` is no receiver */
  constructor(callbacks: object, settings: InspectorSettings) {
    this.callbacks = callbacks
    this.settings = settings
    const own = inboxOf(callbacks)
    this.inboxes = new Map([...(own ? [[ownName, own] as const] : []), ...Object.entries(settings.inboxes)])
    this.access = new Access(settings)
    this.address = new PageAddress(settings, this.access)
    this.#history = new History(settings.capacity, settings.memory)
    const writer = new Writer(callbacks, this.access.secret)
    this.write = (value, query, sign) => writer.write(value, query, sign)
    this.stream = new Broadcaster(this.#history, (entries) => this.#batchOf(entries), this.write)
    const onEntry = (id: number): void => this.stream.mark(id)
    const recorder = new Recorder(this.#history, this.#rooms, this.#pulse, onEntry)
    this.#backlog = new Backlog(recorder, this.stream, (cause) => tellFailure(callbacks, cause))
    // Even if nothing is recorded yet: what is no receiver is refused here.
    this.#recording.begin()
    if (settings.record === 'always') return
    this.#recording.end()
    this.stream.onAudience = (isWatched) => (isWatched ? this.#recording.begin() : this.#recording.endLater())
  }

  get history(): History {
    this.catchUp()
    return this.#history
  }

  get rooms(): RoomMirror {
    this.catchUp()
    return this.#rooms
  }

  /** Records what was answered and waits for that. */
  catchUp(): void {
    this.#backlog.catchUp()
  }

  /** What a page shows at first, beside the callbacks. */
  overview(): Omit<Overview, 'callbacks'> {
    const { sdkAppIds } = this.callbacks as { readonly sdkAppIds: readonly string[] }
    const { record } = this.settings
    const inboxes = [...this.inboxes.keys()]
    return { seconds: this.#pulse.since(0), totals: this.totals(), samples, sdkAppIds, record, inboxes }
  }

  totals(): Totals {
    return { seen: this.history.seen, kept: this.history.size, roomChanges: this.rooms.changes }
  }

  close(): void {
    this.stream.onAudience = undefined
    this.#recording.end()
    this.stream.close()
  }

  #record(): () => void {
    const stop = observe(this.callbacks, this.#backlog)
    return () => {
      stop()
      this.#backlog.close()
      // What becomes of them is not seen any more; the history stays.
      if (this.settings.record === 'watched') this.#rooms.clear()
    }
  }

  #batchOf(entries: readonly Entry[]): Batch {
    return { callbacks: entries.map(summaryOf), seconds: this.#pulse.changed(), totals: this.totals() }
  }
}
