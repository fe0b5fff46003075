import type { Reply } from '../reply.ts'
import type { Claim, DeduplicationStore } from './store.ts'

interface Running {
  readonly until: number
  readonly settled: Promise<Reply | undefined>
  readonly settle: (reply: Reply | undefined) => void
}

interface Finished {
  readonly until: number
  readonly reply: Reply
}

const claimed: Claim = { state: 'claimed' }

/**
 * Remembers callbacks in the memory of this process. Finished ones are bounded by `capacity`, the
 * least recently used going first; running ones are bounded by the receiver's concurrency.
 */
export class MemoryStore implements DeduplicationStore {
  readonly #running = new Map<string, Running>()
  // A Map keeps the order of insertion: its first key is the one not used for longest.
  readonly #finished = new Map<string, Finished>()
  // One iterator for good: a new one would walk over all that was deleted before it finds a key.
  readonly #oldest = this.#finished.keys()
  readonly #capacity: number
  readonly #now: () => number

  constructor(capacity: number, now: () => number) {
    this.#capacity = capacity
    this.#now = now
  }

  claim(key: string, lease: number): Claim {
    const now = this.#now()
    const finished = this.#finished.get(key)
    if (finished) {
      this.#finished.delete(key)
      if (finished.until > now) {
        this.#finished.set(key, finished)
        return { state: 'finished', reply: finished.reply }
      }
    }
    const running = this.#running.get(key)
    if (running && running.until > now) return { state: 'running', settled: running.settled }
    this.#running.set(key, startRunning(now + lease))
    return claimed
  }

  promote(key: string, reply: Reply, window: number): void {
    this.#settle(key, reply)
    this.#finished.delete(key)
    if (this.#finished.size >= this.#capacity) {
      this.#finished.delete(this.#oldest.next().value as string)
    }
    this.#finished.set(key, { until: this.#now() + window, reply })
  }

  release(key: string): void {
    this.#settle(key, undefined)
  }

  #settle(key: string, reply: Reply | undefined): void {
    this.#running.get(key)?.settle(reply)
    this.#running.delete(key)
  }
}

function startRunning(until: number): Running {
  let settle: Running['settle'] = () => {}
  const settled = new Promise<Reply | undefined>((resolve) => {
    settle = resolve
  })
  return { until, settled, settle }
}
