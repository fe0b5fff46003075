// How long it goes on without a page: one may be reloaded, or have lost its connection. Unit: ms.
const patience = 60_000

/** Begins to observe a receiver; what it gives ends that. */
export type Observe = () => () => void

/** Observes a receiver for as long as an inspector records it. */
export class Recording {
  readonly #observe: Observe
  #stop: (() => void) | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(observe: Observe) {
    this.#observe = observe
  }

  begin(): void {
    clearTimeout(this.#timer)
    this.#stop ??= this.#observe()
  }

  /** Ends it, unless it begins again soon. */
  endLater(): void {
    this.#timer = setTimeout(() => this.end(), patience).unref()
  }

  end(): void {
    clearTimeout(this.#timer)
    this.#stop?.()
    this.#stop = undefined
  }
}
