import { channel } from 'node:diagnostics_channel'
import { copyForeign, RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { sleep } from '../timers.ts'

const failures = channel('room-callbacks:inbox-failed')
const firstPause = 50
const longestPause = 5000

/** Whether the store fails in the background. It is told once, on `room-callbacks:inbox-failed`, until it works again. */
export class StoreHealth {
  #isOn = false
  #isStopped = false

  failed(cause: unknown): void {
    if (!this.#isOn && !this.#isStopped) failures.publish({ cause: copyForeign(cause) })
    this.#isOn = true
  }

  recovered(): void {
    this.#isOn = false
  }

  /** No hook may be called any more: the inbox is closed. */
  stop(): void {
    this.#isStopped = true
  }

  /** Tries until it works, ever more slowly; undefined when the signal aborted first. */
  async retry<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result | undefined> {
    let wait = firstPause
    do {
      try {
        const result = await work()
        this.recovered()
        return result
      } catch (cause) {
        if (signal.aborted) break
        this.failed(cause)
        await sleep(wait, signal)
        wait = Math.min(wait * 2, longestPause)
      }
    } while (!signal.aborted)
    return undefined
  }
}

/** Bounds of what waits for a store. */
export interface BacklogBounds {
  /** Default: 10000. */
  readonly maxEntries?: number
  /** Unit: bytes. Default: 64 MiB. One entry may be larger when nothing else waits. */
  readonly maxBytes?: number
}

/**
 * Counts what waits for a store, and refuses more than a bound: a store that stalls must not fill the memory of the process.
 * `createInbox` counts records by one, for every store; a client of a server counts its calls by another.
 *
 * @example
 * const backlog = new Backlog((calls) => `MongoDB is too slow: it has not answered ${calls} calls.`)
 * backlog.enter(size)
 * try {
 *   return await call()
 * } finally {
 *   backlog.leave(size)
 * }
 */
export class Backlog {
  readonly #describe: (entries: number) => string
  readonly #maxEntries: number
  readonly #maxBytes: number
  #entries = 0
  #bytes = 0

  /** @param describe Makes the message of the refusal from how many wait. */
  constructor(
    describe: (entries: number) => string,
    { maxEntries = 10_000, maxBytes = 67_108_864 }: BacklogBounds = {},
  ) {
    this.#describe = describe
    this.#maxEntries = maxEntries
    this.#maxBytes = maxBytes
  }

  /** @param size Unit: bytes. @throws `inbox-failed` when too much waits already; then there is nothing to leave. */
  enter(size = 0): void {
    if (this.#entries >= this.#maxEntries || (this.#entries > 0 && this.#bytes + size > this.#maxBytes)) {
      throw new RoomCallbacksError('inbox-failed', this.#describe(this.#entries))
    }
    this.#entries++
    this.#bytes += size
  }

  /** @param size What `enter` was given. Unit: bytes. */
  leave(size = 0): void {
    this.#entries--
    this.#bytes -= size
  }
}
