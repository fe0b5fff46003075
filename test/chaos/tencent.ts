import { Agent } from 'node:http'
import { setTimeout as pass } from 'node:timers/promises'
import { nameOf, type SentCallback } from './callback.ts'
import { post } from './post.ts'

/** How a client sends. */
export interface Habits {
  readonly rooms: number
  readonly callbacksPerRoom: number
  /** Callbacks on their way at once, each of another room. */
  readonly inFlight: number
  /** At most so many a second: an outage costs what happens while it lasts, not all that is left. */
  readonly rate: number
  /** How often one that was not acknowledged is delivered again. */
  readonly retries: number
}

/** What the client wrote down about each callback that it sent. */
export interface SendingLog {
  readonly acknowledged: ReadonlySet<string>
  /** Why what was given up was not acknowledged, delivery by delivery. */
  readonly refused: ReadonlyMap<string, readonly string[]>
  /** How many deliveries there were. */
  readonly deliveries: number
}

/** Sends every callback of every room, those of one room one after the other. */
export async function sendAll(
  habits: Habits,
  nextPort: () => Promise<number>,
  onSent: (count: number) => void,
): Promise<SendingLog> {
  const agent = new Agent({ keepAlive: true })
  const acknowledged = new Set<string>()
  const refused = new Map<string, readonly string[]>()
  let deliveries = 0
  let sent = 0
  let nextSlot = performance.now()

  const deliver = async (callback: SentCallback): Promise<void> => {
    const reasons: string[] = []
    onSent(++sent)
    while (reasons.length <= habits.retries) {
      if (reasons.length > 0) await pass(50 * 2 ** reasons.length)
      deliveries++
      const outcome = await post(await nextPort(), agent, callback)
      if (outcome === 'acknowledged') {
        acknowledged.add(nameOf(callback))
        return
      }
      reasons.push(outcome)
    }
    refused.set(nameOf(callback), reasons)
  }

  const untilNextSlot = async (): Promise<void> => {
    nextSlot = Math.max(nextSlot + 1000 / habits.rate, performance.now() - 100)
    const wait = nextSlot - performance.now()
    if (wait > 1) await pass(wait)
  }

  const rooms = Array.from({ length: habits.rooms }, (_, index) => ({ room: `room-${index}`, sequence: 0 }))
  const lane = async (): Promise<void> => {
    for (let room = rooms.shift(); room !== undefined; room = rooms.shift()) {
      await untilNextSlot()
      const callback = { ...room, sequence: room.sequence + 1 }
      await deliver(callback)
      if (callback.sequence < habits.callbacksPerRoom) rooms.push(callback)
    }
  }
  await Promise.all(Array.from({ length: habits.inFlight }, lane))
  agent.destroy()
  return { acknowledged, refused, deliveries }
}

/** Every callback that is sent. */
export function* allOf({ rooms, callbacksPerRoom }: Habits): Iterable<SentCallback> {
  for (let room = 0; room < rooms; room++) {
    for (let sequence = 1; sequence <= callbacksPerRoom; sequence++) yield { room: `room-${room}`, sequence }
  }
}
