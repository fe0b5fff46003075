import type { StoreRequest } from './request-batch.ts'

/**
 * How long a request waits for others to share its transaction: not at all where a caller waits for it alone; a little
 * for a record, which a callback waits for; longer for a result, which no callback waits for. Unit: ms.
 */
const lingers = { none: 0, short: 4, long: 20 }
export type Linger = keyof typeof lingers
/** How long a record waits where few come: each would have a transaction of its own otherwise. Unit: ms. */
const fewLinger = 8
/** After so long without a commit a record waits for no other. Unit: ms. */
const quiet = 15
/** So many records at once come from clients that send the next one when they are answered. */
const crowd = 8
/** So many records in a millisecond are few. */
const few = 0.45

/** Decides when a commit begins: under load it waits a little for more, since each commit has its price. */
export class Pace {
  /** Records that wait. */
  #waiting = 0
  /** Records of the last commit, or of that which is under way. */
  #committed = 0
  #expected = 0
  #areFew = false
  #lastEnd = Number.NEGATIVE_INFINITY

  /** A record comes. */
  count(): void {
    this.#waiting++
  }

  /** A commit takes all that waits. */
  begin(): void {
    this.#committed = this.#waiting
    this.#waiting = 0
  }

  /** @param again records that wait for the next one */
  end(again: number): void {
    const now = performance.now()
    this.#expected = this.#committed + this.#waiting
    this.#waiting += again
    this.#areFew = this.#committed < few * (now - this.#lastEnd)
    this.#lastEnd = now
  }

  /** See `GroupCommitOptions`. */
  beginAt({ linger }: StoreRequest, since: number, now: number): number {
    if (linger !== 'short') return since + lingers[linger]
    const isAwaited = this.#expected >= crowd && this.#waiting >= this.#expected
    const isAlone = now - this.#lastEnd > quiet
    return isAwaited || isAlone ? now : since + (this.#areFew ? fewLinger : lingers.short)
  }
}
