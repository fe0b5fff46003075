// Enough for a user who mistypes a password. A secret of 16 characters is not found that slowly.
const most = 10
// Unit: ms.
const pause = 60_000

/**
 * Bounds how often the secret can be guessed. One count for all callers: behind a proxy all of them have one address.
 */
export class Guesses {
  #wrong = 0

  /** Whether one more secret may be looked at. */
  get isOpen(): boolean {
    return this.#wrong < most
  }

  /** Notes a wrong secret; all are forgotten a minute after the first. */
  note(): void {
    // A timer and not a time of day: a clock that is set back would keep the door closed.
    if (this.#wrong++ === 0) setTimeout(() => this.#forget(), pause).unref()
  }

  #forget(): void {
    this.#wrong = 0
  }
}
