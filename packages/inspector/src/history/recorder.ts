import type { Observation, ObservedDelivery, Observer, Passing } from '@room-callbacks/core/inspect'
import type { RateHistory } from '../pulse/rate-history.ts'
import type { RoomMirror } from '../rooms/room-mirror.ts'
import type { History } from './history.ts'
import { Origin } from './origin.ts'
import { pathOf } from './path-of.ts'
import { roomOf } from './room-of.ts'
import { seenInInbox } from './seen-in-inbox.ts'

/** Tells the open pages that an entry is new or changed. */
export type OnEntry = (id: number) => void

/** Writes the history while callbacks arrive: bytes are copied, and nothing is formatted. */
export class Recorder implements Observer {
  readonly #history: History
  readonly #rooms: RoomMirror
  readonly #pulse: RateHistory
  readonly #onEntry: OnEntry
  #path = '/'

  constructor(history: History, rooms: RoomMirror, pulse: RateHistory, onEntry: OnEntry) {
    this.#history = history
    this.#rooms = rooms
    this.#pulse = pulse
    this.#onEntry = onEntry
  }

  answered(observation: Observation, { request, event }: Passing): void {
    const room = roomOf(event)
    if (observation.isReplay) {
      this.#addReplay(observation, room)
      return
    }
    const { reply, receivedAt, responseTimeMs, command } = observation
    this.#path = pathOf(request.host, this.#path)
    const arrival = { source: 'network', origin: undefined, path: this.#path, room, seen: observation } as const
    const id = this.#history.add(arrival)
    this.#pulse.count(receivedAt, responseTimeMs, reply.status === 200 && observation.errors.length === 0)
    // A repetition tells nothing new.
    if (event && command && reply.outcome !== 'duplicate') {
      this.#rooms.apply(observation.sdkAppId as string, command, event, receivedAt)
    }
    this.#onEntry(id)
  }

  changed(observation: Observation): void {
    const slot = this.#history.find(({ number }) => number === observation.number)
    if (!slot) return
    slot.update(observation)
    this.#onEntry(slot.id)
  }

  delivered(delivery: ObservedDelivery, event: Passing['event']): void {
    const { record } = delivery
    const id = this.#history.find(({ key }) => key === record.idempotencyKey)?.id ?? this.#addFromInbox(delivery, event)
    this.#history.addDelivery(id, delivery)
    this.#onEntry(id)
  }

  /** What did not happen once more is neither counted nor mirrored. */
  #addReplay(observation: Observation, room: string | undefined): void {
    // Another tool may replay, too.
    const origin = observation.origin instanceof Origin ? observation.origin : new Origin(undefined)
    const source = origin.entry === undefined ? 'sample' : 'replay'
    const path = this.#history.get(origin.entry ?? 0)?.path ?? '/'
    origin.added = this.#history.add({ source, origin: origin.entry, path, room, seen: observation })
    this.#onEntry(origin.added)
  }

  /** It was received by another process, or too long ago. */
  #addFromInbox(delivery: ObservedDelivery, event: Passing['event']): number {
    const { sdkAppId, command, receivedAt } = delivery.record
    if (event) this.#rooms.apply(sdkAppId, command, event, receivedAt)
    const seen = seenInInbox(delivery)
    return this.#history.add({ source: 'inbox', origin: undefined, path: '/', room: roomOf(event), seen })
  }
}
