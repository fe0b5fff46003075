import { setMaxListeners } from 'node:events'

// `setTimeout` takes a longer time for none. Unit: ms.
const maxTimer = 2_147_483_647

/** A timer of any length. */
export function startTimer(run: () => void, duration: number): NodeJS.Timeout {
  return setTimeout(run, Math.min(duration, maxTimer))
}

/** Waits, but no longer than until the signal aborts. */
export function sleep(duration: number, signal: AbortSignal): Promise<void> {
  // Everything that is to be written may wait at once: that is no leak.
  setMaxListeners(0, signal)
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = startTimer(end, duration)
    signal.addEventListener('abort', end)
  })
}

/** Whether something is done in time; without a time it is waited for. */
export async function withTimeout(work: Promise<unknown>, timeout: number | undefined): Promise<boolean> {
  const done = work.then(() => true)
  if (timeout === undefined) return done
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = startTimer(() => resolve(false), timeout)
  })
  return Promise.race([done, late]).finally(() => clearTimeout(timer))
}

/** Lets one waiter sleep until there is something to do. A ring without a waiter wakes the next waiter at once. */
export class WakeSignal {
  #isRung = false
  #wake: (() => void) | undefined

  get isRung(): boolean {
    return this.#isRung
  }

  ring(): void {
    this.#isRung = true
    this.#wake?.()
  }

  /** @param patience How long it waits for a ring; left out, for as long as it takes. Unit: ms. */
  async listen(patience?: number): Promise<void> {
    if (!this.#isRung) {
      let timer: NodeJS.Timeout | undefined
      await new Promise<void>((resolve) => {
        this.#wake = resolve
        if (patience !== undefined) timer = startTimer(resolve, patience)
      })
      clearTimeout(timer)
      this.#wake = undefined
    }
    this.#isRung = false
  }
}
