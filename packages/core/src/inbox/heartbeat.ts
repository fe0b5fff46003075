import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { TakenEntry } from './inbox-store.ts'
import type { Outage } from './outage.ts'
import type { RunningAttempt } from './running-attempt.ts'
import type { InboxParts } from './settle.ts'

/** Holds what this process has in hand, from its taking until it is settled. */
export class Heartbeat {
  readonly #parts: InboxParts
  readonly #outage: Outage
  readonly #held = new Set<RunningAttempt>()
  readonly #timer: NodeJS.Timeout
  #isBeating = false

  constructor(parts: InboxParts, outage: Outage) {
    this.#parts = parts
    this.#outage = outage
    // A process that delivers stays alive by it, too.
    this.#timer = setInterval(() => void this.#beat(), Math.min(Math.ceil(parts.settings.lease / 3), 2 ** 30))
  }

  get size(): number {
    return this.#held.size
  }

  [Symbol.iterator](): Iterator<RunningAttempt> {
    return this.#held.values()
  }

  hold(attempt: RunningAttempt): void {
    this.#held.add(attempt)
  }

  release(attempt: RunningAttempt): void {
    this.#held.delete(attempt)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  async #beat(): Promise<void> {
    if (this.#isBeating || this.#held.size === 0) return
    this.#isBeating = true
    const { store, settings, clock } = this.#parts
    const before = [...this.#held]
    try {
      const taken = before.map((attempt) => attempt.taken)
      const kept = new Set((await store.extend(taken, clock() + settings.lease)).map(nameOf))
      this.#outage.end()
      for (const attempt of before) if (!kept.has(nameOf(attempt.taken))) this.#lose(attempt)
    } catch (cause) {
      this.#outage.begin(cause)
    } finally {
      this.#isBeating = false
    }
  }

  /** Another process took it over, because this one gave no sign of life for too long. */
  #lose(attempt: RunningAttempt): void {
    this.#held.delete(attempt)
    attempt.abort(new RoomCallbacksError('attempt-timeout', 'Its lease was over.'))
  }
}

const nameOf = ({ hold, record }: TakenEntry): string => `${hold} ${record.id}`
