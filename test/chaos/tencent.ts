import { setTimeout as pass } from 'node:timers/promises'
import { openSender, type SentPacket } from '@room-callbacks/testing'
import { nameOf, packetOf, type SentCallback } from './callback.ts'
import { sdkAppId, token } from './identity.ts'

/** How a client sends. */
export interface LoadProfile {
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

/** Before each further delivery. Unit: ms. */
const retryDelay = 300

/** Sends every callback of every room with the sender of the platform, those of one room one after the other. */
export async function sendAll(
  profile: LoadProfile,
  nextPort: () => Promise<number>,
  onSent: (count: number) => void,
): Promise<SendingLog> {
  const url = async (): Promise<string> => `http://127.0.0.1:${await nextPort()}/`
  const sender = await openSender({ url, sdkAppId, token, retries: profile.retries, retryDelay })
  const acknowledged = new Set<string>()
  const refused = new Map<string, readonly string[]>()
  let deliveries = 0
  let sent = 0
  let nextSlot = performance.now()

  const deliver = async (callback: SentCallback): Promise<void> => {
    const { command, body } = packetOf(callback)
    onSent(++sent)
    const record = await sender.send(body, { command })
    deliveries += record.attempts.length
    if (isAcknowledged(record)) acknowledged.add(nameOf(callback))
    else refused.set(nameOf(callback), reasonsOf(record))
  }

  const untilNextSlot = async (): Promise<void> => {
    nextSlot = Math.max(nextSlot + 1000 / profile.rate, performance.now() - 100)
    const wait = nextSlot - performance.now()
    if (wait > 1) await pass(wait)
  }

  const rooms = Array.from({ length: profile.rooms }, (_, index) => ({ room: `room-${index}`, sequence: 0 }))
  const lane = async (): Promise<void> => {
    for (let room = rooms.shift(); room !== undefined; room = rooms.shift()) {
      await untilNextSlot()
      const callback = { ...room, sequence: room.sequence + 1 }
      await deliver(callback)
      if (callback.sequence < profile.callbacksPerRoom) rooms.push(callback)
    }
  }
  await Promise.all(Array.from({ length: profile.inFlight }, lane))
  await sender.close()
  return { acknowledged, refused, deliveries }
}

/** Stricter than the platform, which takes any code for an answer to a notification. */
const isAcknowledged = ({ outcome, answer }: SentPacket): boolean =>
  outcome === 'acknowledged' && answer?.ErrorCode === 0

const reasonsOf = ({ attempts, answer }: SentPacket): readonly string[] =>
  attempts.map(({ status, failure, detail }) =>
    status === undefined
      ? [failure, detail].join(' ').trimEnd()
      : `${status} ${detail ?? failure ?? String(answer?.['ErrorInfo'])}`,
  )

/** Every callback that is sent. */
export function* allOf({ rooms, callbacksPerRoom }: LoadProfile): Iterable<SentCallback> {
  for (let room = 0; room < rooms; room++) {
    for (let sequence = 1; sequence <= callbacksPerRoom; sequence++) yield { room: `room-${room}`, sequence }
  }
}
