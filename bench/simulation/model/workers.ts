import type { SimulatedInbox } from './inbox.ts'
import type { Worker } from './worker.ts'

/** The processes that deliver what one inbox holds. */
export class Workers {
  readonly #workers: Worker[] = []
  readonly #inbox: SimulatedInbox
  readonly #employ: () => Worker
  #next = 0

  /** @param employ Starts another process. */
  constructor(inbox: SimulatedInbox, employ: () => Worker) {
    this.#inbox = inbox
    this.#employ = employ
    inbox.onReady = () => this.#wakeOne()
  }

  start(count: number): void {
    for (let number = 0; number < count; number += 1) this.#workers.push(this.#employ())
  }

  /** One of them dies; another takes its place after a while. */
  kill(startOfNext: (start: () => void) => void): void {
    this.#workers.shift()?.die()
    startOfNext(() => {
      this.start(1)
      this.#workers.at(-1)?.wake()
    })
  }

  /** The worker that looks first takes it: the workers take turns. */
  #wakeOne(): void {
    if (this.#inbox.ready === 0) return
    for (let tried = 0; tried < this.#workers.length; tried += 1) {
      this.#next = (this.#next + 1) % this.#workers.length
      const worker = this.#workers[this.#next] as Worker
      if (worker.canTake) {
        worker.wake()
        return
      }
    }
  }
}
