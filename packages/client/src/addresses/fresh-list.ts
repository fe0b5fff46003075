import type { PlatformError } from '../errors/platform-error.ts'
import type { ListCheck } from './list-check.ts'

/** How a list is kept fresh. */
export interface FreshListParts {
  readonly read: () => Promise<ListCheck>
  /** The first list. */
  readonly check: ListCheck
  /** Milliseconds. */
  readonly refresh: number
  readonly clock: () => number
  readonly onError: ((error: PlatformError) => void) | undefined
}

/** A stranger makes the list be read again, but not more often than this. Unit: ms. */
const strangerPause = 60_000

/** A list that is read again when it is used: there is no timer, and nothing to stop. */
export class FreshList {
  readonly #parts: FreshListParts
  #check: ListCheck
  #triedAt: number
  #reading: Promise<void> | undefined

  constructor(parts: FreshListParts) {
    this.#parts = parts
    this.#check = parts.check
    this.#triedAt = parts.clock()
  }

  async allows(address: string): Promise<boolean> {
    // A clock that was put back must not leave the list as it is until that time comes again.
    const age = Math.abs(this.#parts.clock() - this.#triedAt)
    const isAllowed = this.#check(address)
    // Who is known need not wait; who is not may be on a newer list.
    if (isAllowed && age >= this.#parts.refresh) void this.#readAgain()
    if (isAllowed || (age < strangerPause && !this.#reading)) return isAllowed
    await this.#readAgain()
    return this.#check(address)
  }

  #readAgain(): Promise<void> {
    this.#reading ??= this.#read()
    return this.#reading
  }

  async #read(): Promise<void> {
    this.#triedAt = this.#parts.clock()
    try {
      this.#check = await this.#parts.read()
    } catch (error) {
      this.#report(error as PlatformError)
    } finally {
      this.#reading = undefined
    }
  }

  #report(error: PlatformError): void {
    try {
      this.#parts.onError?.(error)
    } catch {
      // A hook that is told of a failure must not cause another one.
    }
  }
}
