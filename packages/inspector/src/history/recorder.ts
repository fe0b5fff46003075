import type { Observation, ObservedDelivery, Observer, Passing } from '@room-callbacks/core/inspect'
import type { Pulse } from '../pulse/pulse.ts'
import type { RoomMirror } from '../rooms/room-mirror.ts'
import type { Entry } from './entry.ts'
import type { History } from './history.ts'
import { Origin } from './origin.ts'
import { pathOf } from './path-of.ts'
import { roomOf } from './room-of.ts'
import { seenInInbox } from './seen-in-inbox.ts'

/** Tells whoever watches that an entry is new or changed. */
export type OnEntry = (entry: Entry) => void

const mostDeliveries = 20

/** Writes the history while callbacks arrive: references are kept, and nothing is formatted. */
export class Recorder implements Observer {
  readonly #history: History
  readonly #rooms: RoomMirror
  readonly #pulse: Pulse
  readonly #onEntry: OnEntry
  /** Whether anybody wants to know of changes. */
  readonly #isWatched: () => boolean

  constructor(history: History, rooms: RoomMirror, pulse: Pulse, onEntry: OnEntry, isWatched: () => boolean) {
    this.#history = history
    this.#rooms = rooms
    this.#pulse = pulse
    this.#onEntry = onEntry
    this.#isWatched = isWatched
  }

  answered(observation: Observation, { request, event }: Passing): void {
    const room = roomOf(event)
    if (observation.isReplay) {
      this.#addReplay(observation, room)
      return
    }
    const { reply, receivedAt, answeredAfter, command } = observation
    const path = pathOf(request.host)
    const entry = this.#history.add({ source: 'network', origin: undefined, path, room, seen: observation })
    this.#pulse.count(receivedAt, answeredAfter, reply.status === 200 && observation.errors.length === 0)
    // A repetition tells nothing new.
    if (event && command && reply.outcome !== 'duplicate') {
      this.#rooms.apply(observation.sdkAppId as string, command, event, receivedAt)
    }
    this.#onEntry(entry)
  }

  changed(observation: Observation): void {
    // An entry shows what it is at the time; only whoever watches must be told.
    if (!this.#isWatched()) return
    const found = this.#find(({ seen }) => seen === observation)
    if (found) this.#onEntry(found)
  }

  delivered(delivery: ObservedDelivery, event: Passing['event']): void {
    const { record } = delivery
    const isSame = ({ seen, source }: Entry): boolean =>
      seen.idempotencyKey === record.idempotencyKey && (source === 'network' || source === 'inbox')
    const entry = this.#find(isSame) ?? this.#addFromInbox(delivery, event)
    entry.deliveries = [...entry.deliveries, delivery].slice(-mostDeliveries)
    this.#onEntry(entry)
  }

  /** What did not happen once more is neither counted nor mirrored. */
  #addReplay(observation: Observation, room: string | undefined): void {
    // Somebody else may replay, too.
    const origin = observation.origin instanceof Origin ? observation.origin : new Origin(undefined)
    const source = origin.entry === undefined ? 'sample' : 'replay'
    const path = this.#history.get(origin.entry ?? 0)?.path ?? '/'
    const entry = this.#history.add({ source, origin: origin.entry, path, room, seen: observation })
    origin.added = entry.id
    this.#onEntry(entry)
  }

  /** The newest entry that fits: what changes is seldom old. */
  #find(fits: (entry: Entry) => boolean): Entry | undefined {
    for (const entry of this.#history.newest()) if (fits(entry)) return entry
    return undefined
  }

  /** It was received by another process, or too long ago. */
  #addFromInbox(delivery: ObservedDelivery, event: Passing['event']): Entry {
    const { sdkAppId, command, receivedAt } = delivery.record
    if (event) this.#rooms.apply(sdkAppId, command, event, receivedAt)
    const seen = seenInInbox(delivery)
    return this.#history.add({ source: 'inbox', origin: undefined, path: '/', room: roomOf(event), seen })
  }
}
