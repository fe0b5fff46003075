type Fields = { readonly [field: string]: unknown }

const maxMessages = 1000

/** Knows messages again that are sent twice: the second is answered like the first, and reaches no receiver. */
export class RepeatedMessages {
  readonly #window: number
  readonly #clock: () => number
  readonly #answers = new Map<string, { readonly time: number; readonly answer: Promise<Fields> }>()

  /** @param window For how long. Unit: ms. */
  constructor(window: number, clock: () => number) {
    this.#window = window
    this.#clock = clock
  }

  /** Sends a message unless it was sent before. What failed may be sent again. */
  once(parts: readonly unknown[], send: () => Promise<Fields>): Promise<Fields> {
    const key = JSON.stringify(parts)
    const known = this.#answers.get(key)
    if (known && this.#clock() - known.time < this.#window) return known.answer
    const answer = send()
    this.#answers.set(key, { time: this.#clock(), answer })
    if (this.#answers.size > maxMessages) this.#answers.delete([...this.#answers.keys()][0] as string)
    answer.catch(() => this.#answers.delete(key))
    return answer
  }
}
