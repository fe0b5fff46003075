import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'

// What is longer, setTimeout takes for no time at all. Unit: ms.
const longestTimer = 2_147_483_647

/** What a receiver has in hand, so that it can be bounded and waited for. */
export class Work {
  /** Callbacks being received or handled, also those that were answered already. */
  callbacks = 0
  isClosing = false
  readonly #abort = new AbortController()
  #hooks = 0
  #idle: Promise<void> | undefined
  #onIdle: (() => void) | undefined

  /** Aborts when `close({ timeout })` runs out. */
  get signal(): AbortSignal {
    return this.#abort.signal
  }

  /** Tells every handler that its result is no longer waited for. */
  abort(): void {
    this.#abort.abort()
  }

  begin(): void {
    this.callbacks++
  }

  end(): void {
    this.callbacks--
    this.#tellIdle()
  }

  /** Keeps a callback in hand until its handlers are done, though it was answered. */
  async goOn(handling: Promise<unknown>): Promise<void> {
    this.begin()
    await handling.finally(() => this.end())
  }

  /** Waits for a hook on `close`, without counting it against the concurrency of callbacks. */
  async hook(running: Promise<void>): Promise<void> {
    this.#hooks++
    await running
    this.#hooks--
    this.#tellIdle()
  }

  /** @throws `close-timeout` */
  async close(timeout: number | undefined): Promise<void> {
    this.isClosing = true
    if (this.#isIdle()) return
    this.#idle ??= new Promise((resolve) => {
      this.#onIdle = resolve
    })
    if (timeout === undefined) return this.#idle
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(resolve, Math.min(timeout, longestTimer), 'late')
    })
    const first = await Promise.race([this.#idle, late])
    clearTimeout(timer)
    if (first === 'late') {
      this.abort()
      throw new RoomCallbacksError('close-timeout', `Their number: ${this.callbacks}.`)
    }
  }

  #isIdle(): boolean {
    return this.callbacks === 0 && this.#hooks === 0
  }

  #tellIdle(): void {
    if (this.#isIdle()) this.#onIdle?.()
  }
}
