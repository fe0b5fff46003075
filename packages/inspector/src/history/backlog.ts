import type { Observation, ObservedDelivery, Observer, Passing } from '@room-callbacks/core/inspect'
import type { Recorder } from './recorder.ts'

// So many are recorded in one go: each finds the code in the caches of the processor, where the one before it was.
const most = 32
// And when the packets together are larger than this. Unit: bytes.
const mostBytes = 65_536
// No request is held for longer. Unit: ms.
const longest = 1000

/** Who wants to be told at once. */
interface Viewers {
  readonly isWatched: boolean
}

/** Callbacks that wait for their place in the history while no page is open. */
export class Backlog implements Observer {
  readonly #recorder: Recorder
  readonly #audience: Viewers
  readonly #onFailure: (cause: unknown) => void
  readonly #observations: (Observation | undefined)[] = new Array(most).fill(undefined)
  readonly #passings: (Passing | undefined)[] = new Array(most).fill(undefined)
  #held = 0
  #bytes = 0
  #timer: NodeJS.Timeout | undefined

  /** @param onFailure Told why a callback could not be recorded. */
  constructor(recorder: Recorder, audience: Viewers, onFailure: (cause: unknown) => void) {
    this.#recorder = recorder
    this.#audience = audience
    this.#onFailure = onFailure
  }

  answered(observation: Observation, passing: Passing): void {
    this.#observations[this.#held] = observation
    this.#passings[this.#held] = passing
    this.#held++
    this.#bytes += observation.raw?.length ?? 0
    if (this.#audience.isWatched || this.#held === most || this.#bytes > mostBytes) this.catchUp()
    else this.#timer ??= setTimeout(() => this.#onTimer(), longest).unref()
  }

  changed(observation: Observation): void {
    this.catchUp()
    this.#recorder.changed(observation)
  }

  delivered(delivery: ObservedDelivery, event: Passing['event']): void {
    this.catchUp()
    this.#recorder.delivered(delivery, event)
  }

  /** Records what waits. Call this before the history is read. */
  catchUp(): void {
    const failures: unknown[] = []
    for (let index = 0; index < this.#held; index++) {
      try {
        this.#recorder.answered(this.#observations[index] as Observation, this.#passings[index] as Passing)
      } catch (cause) {
        failures.push(cause)
      }
      this.#observations[index] = undefined
      this.#passings[index] = undefined
    }
    this.#held = 0
    this.#bytes = 0
    for (const cause of failures) this.#onFailure(cause)
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#onTimer()
  }

  #onTimer(): void {
    this.#timer = undefined
    this.catchUp()
  }
}
