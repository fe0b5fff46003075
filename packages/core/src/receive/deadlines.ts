import { Deadline } from './deadline.ts'

/**
 * The deadlines of a receiver. They all last equally long, so they expire in the order in which
 * they started, and one timer serves them all: one each would be a good part of a callback's price.
 */
export class Deadlines {
  readonly #duration: number
  #first: Deadline | undefined
  #last: Deadline | undefined
  #timer: NodeJS.Timeout | undefined

  /** @param duration Unit: ms. */
  constructor(duration: number) {
    this.#duration = duration
  }

  start(): Deadline {
    const deadline = new Deadline(this, performance.now() + this.#duration)
    deadline.previous = this.#last
    if (this.#last) this.#last.next = deadline
    else this.#first = deadline
    this.#last = deadline
    this.#timer ??= setTimeout(this.#expire, this.#duration)
    return deadline
  }

  remove(deadline: Deadline): void {
    const { previous, next } = deadline
    if (previous) previous.next = next
    else this.#first = next
    if (next) next.previous = previous
    else this.#last = previous
    if (this.#first) return
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  readonly #expire = (): void => {
    const now = performance.now()
    this.#timer = undefined
    while (this.#first && this.#first.at <= now) {
      const deadline = this.#first
      this.remove(deadline)
      deadline.expire()
    }
    // A timer may come a fraction of a millisecond early.
    if (this.#first) this.#timer ??= setTimeout(this.#expire, Math.max(1, this.#first.at - now))
  }
}
