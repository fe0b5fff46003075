import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { TakenEntry } from './inbox-store.ts'
import type { Outage } from './outage.ts'
import type { RunningAttempt } from './running-attempt.ts'
import type { InboxParts } from './settle.ts'

// Far below what a timer can take. Unit: ms.
const longestInterval = 600_000

/** Holds what this process has in hand, from its taking until it is settled. */
export class Heartbeat {
  readonly #parts: InboxParts
  readonly #outage: Outage
  readonly #held = new Map<TakenEntry, RunningAttempt>()
  readonly #timer: NodeJS.Timeout
  #isBeating = false

  constructor(parts: InboxParts, outage: Outage) {
    this.#parts = parts
    this.#outage = outage
    // A process that delivers stays alive by it, too.
    this.#timer = setInterval(() => void this.#beat(), Math.min(Math.ceil(parts.settings.lease / 3), longestInterval))
  }

  get size(): number {
    return this.#held.size
  }

  hold(taken: TakenEntry, attempt: RunningAttempt): void {
    this.#held.set(taken, attempt)
  }

  release(taken: TakenEntry): void {
    this.#held.delete(taken)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /** Whatever runs is told to stop. */
  abandon(reason: RoomCallbacksError): void {
    for (const attempt of this.#held.values()) attempt.abandon(reason)
  }

  async #beat(): Promise<void> {
    if (this.#isBeating || this.#held.size === 0) return
    this.#isBeating = true
    const { store, settings, clock } = this.#parts
    const before = [...this.#held.keys()]
    try {
      const kept = new Set((await store.extend(before, clock() + settings.lease)).map(nameOf))
      this.#outage.end()
      for (const taken of before) if (!kept.has(nameOf(taken))) this.#lose(taken)
    } catch (cause) {
      this.#outage.begin(cause)
    } finally {
      this.#isBeating = false
    }
  }

  /** Another process took it over, because this one gave no sign of life for too long. */
  #lose(taken: TakenEntry): void {
    this.#held.get(taken)?.abandon(new RoomCallbacksError('attempt-timeout', 'Its lease was over.'))
    this.#held.delete(taken)
  }
}

const nameOf = ({ hold, record }: TakenEntry): string => `${hold} ${record.id}`
