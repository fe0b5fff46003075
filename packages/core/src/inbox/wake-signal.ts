import { startTimer } from '../timers.ts'

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
