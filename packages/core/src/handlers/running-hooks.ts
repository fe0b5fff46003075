import { warn } from '../errors/warn.ts'

/** How many calls of a hook run, which is bounded: what waits for a slow hook is kept in memory. */
export class RunningHooks {
  readonly #hook: string
  readonly #limit: number
  #running = 0
  #isWarned = false

  constructor(hook: string, limit: number) {
    this.#hook = hook
    this.#limit = limit
  }

  /** Whether one more may run; warns the first time that none may. */
  hasRoom(): boolean {
    if (this.#running < this.#limit) return true
    if (!this.#isWarned) this.#warn()
    return false
  }

  async run(running: Promise<void>): Promise<void> {
    this.#running++
    await running
    this.#running--
  }

  #warn(): void {
    this.#isWarned = true
    warn(
      'slow-hook',
      `${this.#limit} calls of the \`${this.#hook}\` hook run, as many as the concurrency option allows: until one ends, what it would be told is printed to stderr. Give the hook a time limit.`,
    )
  }
}
