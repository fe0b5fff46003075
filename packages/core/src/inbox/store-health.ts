import { channel } from 'node:diagnostics_channel'
import { copyForeign } from '../errors/room-callbacks-error.ts'
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
