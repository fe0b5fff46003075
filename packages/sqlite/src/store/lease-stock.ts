import type { HandledCommands, LeasedEntry, LeaseRequest } from '@room-callbacks/core/inbox'

interface Stocked {
  readonly entry: LeasedEntry
  /** Until when it is leased, on the lease clock. */
  readonly until: number
}

/** A lease that is so far gone is not handed out any more: who gets it counts it from now. */
const spentShare = 0.1

/**
 * Leases that were written together with the records, because this process asked for more than there was: so a callback
 * that is handled at once takes two transactions and not three.
 */
export class LeaseStock {
  #hunger = 0
  #reserved = 0
  #duration = 0
  #commands: HandledCommands = []
  #stocked: Stocked[] = []

  get duration(): number {
    return this.#duration
  }

  /** This process has room for so many more of these commands. */
  ask({ duration, commands }: LeaseRequest, more: number): void {
    // What is on its way to the disk will take some of it.
    this.#hunger = more - this.#reserved
    this.#duration = duration
    this.#commands = commands
  }

  /** Nothing is leased ahead until it asks again. */
  stop(): void {
    this.#hunger = 0
  }

  /** Whether a record is to be leased as it is put; then a place is kept for it until it is known whether it was. */
  reserve(command: string): boolean {
    if (this.#hunger <= 0 || !(this.#commands === '*' || this.#commands.includes(command))) return false
    this.#hunger--
    this.#reserved++
    return true
  }

  /** The record was not leased. */
  unreserve(): void {
    this.#hunger++
    this.#reserved--
  }

  /** The record was leased. */
  add(entry: LeasedEntry, until: number): void {
    this.#reserved--
    this.#stocked.push({ entry, until })
  }

  /** What is leased for long enough, and what is not. */
  take(limit: number, time: number): { fresh: LeasedEntry[]; spent: LeasedEntry[] } {
    const taken = this.#stocked.splice(0, limit)
    const earliest = time + this.#duration * (1 - spentShare)
    const isFresh = ({ until }: Stocked) => until >= earliest
    const entryOf = ({ entry }: Stocked) => entry
    return {
      fresh: taken.filter(isFresh).map(entryOf),
      spent: taken.filter((stocked) => !isFresh(stocked)).map(entryOf),
    }
  }

  get size(): number {
    return this.#stocked.length
  }
}
