import type { Database } from './database.ts'
import { isBusy } from './sqlite-error.ts'

/**
 * For how long nothing is committed before the process that holds the lock counts as stopped or stuck. Where a disk or its
 * processors are overloaded, one commit takes seconds. Unit: ms.
 */
const lockPatience = 30_000
/** So many times that is waited at most. */
const maxPatience = 4

/** How often it is looked whether the lock is free, ever more seldom. Unit: ms. */
const pauses = { shortest: 0.5, longest: 10 }

/** What time it is, and how it passes. Unit: ms. */
export interface WaitClock {
  now(): number
  sleep(duration: number): void
}

/**
 * How long the opening of a store waits for the lock of other processes: as long as they commit, since then it is free again and
 * again, and the waiting one gets it as often as they do. A fixed time was over while a machine with much else to do ran other
 * openers, each of which reads the log after a kill.
 */
export class LockWait {
  readonly #database: Database
  readonly #clock: WaitClock
  readonly #patience: number
  readonly #end: number
  #version: unknown
  #changedAt: number

  /** @param patience how long for while others commit nothing, in ms @param clock for tests */
  constructor(
    database: Database,
    patience: number = lockPatience,
    clock: WaitClock = { now: () => performance.now(), sleep },
  ) {
    this.#database = database
    this.#patience = patience
    this.#clock = clock
    this.#changedAt = clock.now()
    this.#end = this.#changedAt + maxPatience * patience
  }

  /** Does something as soon as no lock is in its way. @throws what it throws otherwise; that the file is locked */
  run<Result>(work: () => Result): Result {
    for (let pause = pauses.shortest; ; pause = Math.min(pause * 1.5, pauses.longest)) {
      try {
        return work()
      } catch (error) {
        if (!isBusy(error) || this.#isOver()) throw error
        this.#clock.sleep(pause)
      }
    }
  }

  #isOver(): boolean {
    const now = this.#clock.now()
    const version = this.#readVersion()
    if (version !== this.#version) {
      this.#version = version
      this.#changedAt = now
    }
    return now - this.#changedAt >= this.#patience || now >= this.#end
  }

  /** It changes when another connection committed. It cannot be read while another process makes or mends the file. */
  #readVersion(): unknown {
    try {
      return this.#database.prepare('PRAGMA data_version').get()?.['data_version']
    } catch {
      return this.#version
    }
  }
}

const nothing = new Int32Array(new SharedArrayBuffer(4))

/** Stops the thread. Unit: ms. */
export function sleep(duration: number): void {
  Atomics.wait(nothing, 0, 0, duration)
}
