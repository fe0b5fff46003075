import { setImmediate as nextTurn } from 'node:timers/promises'
import { SimulationError } from '../platform/simulation-error.ts'
import type { EntryOptions, ExitOptions, RecordingOptions } from './engine.ts'
import { deliverEvent, type EngineLine, type EventEntry, type SentEvent } from './engine-delivery.ts'
import { type EngineRecording, startRecording } from './engine-recording.ts'
import { type EngineRoom, type EngineStream, streamTypes } from './engine-room.ts'

// Events that are kept to be looked at.
const logSize = 10_000

/** The rooms of a simulated engine, and what is sent of them. */
export class RoomEngine {
  readonly line: EngineLine
  readonly #sent: EventEntry[] = []
  readonly #rooms = new Map<string, EngineRoom>()
  /** First deliveries: those of a room come one after the other. */
  readonly #tails = new Map<string, Promise<void>>()
  readonly #running = new Set<Promise<void>>()
  #posts = 0
  #tasks = 0

  constructor(line: EngineLine) {
    const { sender } = line
    // Counted, so that a clock knows when what it set off has come to its end.
    const post: typeof sender.post = async (request) => {
      this.#posts++
      try {
        return await sender.post(request)
      } finally {
        this.#posts--
      }
    }
    this.line = { ...line, sender: { post } as typeof sender }
  }

  get sent(): readonly SentEvent[] {
    return this.#sent
  }

  async enter(RoomId: number | string, UserId: string, options: EntryOptions = {}): Promise<void> {
    const { role = 20, terminal = 2, reason = 1 } = options
    const isNew = !this.#rooms.has(String(RoomId))
    const room = this.#rooms.get(String(RoomId)) ?? { RoomId, people: new Map() }
    if (room.people.has(UserId)) throw new SimulationError('already-in-room', `It is ${UserId} in ${RoomId}.`)
    this.#rooms.set(String(RoomId), room)
    room.people.set(UserId, { role, streams: new Set() })
    const created = isNew ? this.#tell(room, 101, { UserId }) : undefined
    await Promise.all([
      created,
      this.#tell(room, 103, { UserId, Role: role, TerminalType: terminal, UserType: 3, Reason: reason }),
    ])
  }

  async leave(
    RoomId: number | string,
    UserId: string,
    { reason = 1, isLost = false }: ExitOptions = {},
  ): Promise<void> {
    const { room, person } = this.#find(RoomId, UserId)
    room.people.delete(UserId)
    const left = isLost ? undefined : this.#tell(room, 104, { UserId, Role: person.role, Reason: reason })
    const isEmpty = room.people.size === 0
    if (isEmpty) this.#rooms.delete(String(RoomId))
    await Promise.all([left, isEmpty ? this.#tell(room, 102, {}) : undefined])
  }

  async changeRole(RoomId: number | string, UserId: string, role: 20 | 21): Promise<void> {
    const { room, person } = this.#find(RoomId, UserId)
    person.role = role
    await this.#tell(room, 105, { UserId, Role: role })
  }

  async setStream(RoomId: number | string, UserId: string, stream: EngineStream, isOn: boolean): Promise<void> {
    const { room, person } = this.#find(RoomId, UserId)
    if (person.streams.has(stream) === isOn) return
    if (isOn) person.streams.add(stream)
    else person.streams.delete(stream)
    const [start, stop] = streamTypes[stream]
    await this.#tell(room, isOn ? start : stop, isOn ? { UserId } : { UserId, Reason: 0 })
  }

  async record(RoomId: number | string, options: RecordingOptions = {}): Promise<EngineRecording> {
    const { storage = 'cos', files = 1 } = options
    const room = this.#rooms.get(String(RoomId))
    if (!room) throw new SimulationError('no-such-room', `It is ${RoomId}.`)
    this.#tasks++
    const taskId = `-task+${this.#tasks}.`
    const about = { RoomId: String(RoomId), UserId: 'recorder', TaskId: taskId }
    return startRecording({
      clock: this.line.clock,
      taskId,
      storage,
      files,
      emit: (type, fields) => this.#send(String(RoomId), type, { ...about, ...fields }),
      track: (work) => this.#track(work),
    })
  }

  /** Resolves when nothing is under way but what waits for its time. */
  async quiet(): Promise<void> {
    for (let turns = 0; turns < 3; turns++) {
      await nextTurn()
      if (this.#posts > 0) turns = -1
    }
  }

  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  #find(RoomId: number | string, UserId: string) {
    const room = this.#rooms.get(String(RoomId))
    const person = room?.people.get(UserId)
    if (!room || !person) throw new SimulationError('not-in-room', `It is ${UserId} in ${RoomId}.`)
    return { room, person }
  }

  #tell({ RoomId }: EngineRoom, type: number, fields: object): Promise<void> {
    const now = this.line.clock.now()
    const times = { EventTs: Math.floor(now / 1000), EventMsTs: now }
    return this.#send(String(RoomId), type, { RoomId, ...times, ...fields })
  }

  /** Delivers an event behind those of its room; resolves after its first delivery. */
  #send(lane: string, EventType: number, EventInfo: { readonly [field: string]: unknown }): Promise<void> {
    if (this.line.isClosed) return Promise.resolve()
    const EventGroupId = Math.floor(EventType / 100)
    const entry: EventEntry = { EventGroupId, EventType, EventInfo, attempts: [], outcome: 'pending' }
    this.#sent.push(entry)
    this.#sent.splice(0, Math.max(this.#sent.length - logSize, 0))
    const before = this.#tails.get(lane) ?? Promise.resolve()
    let onFirst = (): void => {}
    const first = new Promise<void>((resolve) => {
      onFirst = resolve
    })
    this.#track(before.then(() => deliverEvent(this.line, entry, onFirst)).finally(onFirst))
    const tail = first.then(() => {
      if (this.#tails.get(lane) === tail) this.#tails.delete(lane)
    })
    this.#tails.set(lane, tail)
    return first
  }

  #track(work: Promise<void>): void {
    this.#running.add(work)
    const forget = (): void => {
      this.#running.delete(work)
    }
    work.then(forget, forget)
  }
}
