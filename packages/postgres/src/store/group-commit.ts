import { RoomCallbacksError } from '@room-callbacks/core'

/** What one transaction takes at most: others wait for its locks. */
const maxGroup = 500
/** Unit: bytes. */
const maxGroupBytes = 4_194_304

interface Waiting<Item, Result> {
  readonly item: Item
  readonly size: number
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
  timer: NodeJS.Timeout | undefined
  isGivenUp: boolean
}

/** Writes in groups: what comes while one is under way is the next one, in one transaction with one flush to the disk. */
export class GroupCommit<Item, Result> {
  readonly #write: (items: readonly Item[]) => Promise<readonly Result[]>
  readonly #onLate: (result: Result) => void
  #waiting: Waiting<Item, Result>[] = []
  #isWriting = false

  /** @param onLate Told of the result of an item that was given up while it was written. */
  constructor(
    write: (items: readonly Item[]) => Promise<readonly Result[]>,
    onLate: (result: Result) => void = () => {},
  ) {
    this.#write = write
    this.#onLate = onLate
  }

  /**
   * @param size Unit: bytes.
   * @param timeout An item that is not written by then rejects; when it has not begun, it is never written. Unit: ms.
   */
  add(item: Item, size: number, timeout?: number): Promise<Result> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting<Item, Result> = { item, size, resolve, reject, timer: undefined, isGivenUp: false }
      if (timeout !== undefined) waiting.timer = setTimeout(() => giveUp(waiting), Math.min(timeout, maxTimer))
      this.#waiting.push(waiting)
      if (!this.#isWriting) {
        this.#isWriting = true
        // Those of the same turn of the event loop go together.
        setImmediate(() => void this.#run())
      }
    })
  }

  async #run(): Promise<void> {
    for (let group = this.#next(); group.length > 0; group = this.#next()) await this.#writeGroup(group)
    this.#isWriting = false
  }

  #next(): readonly Waiting<Item, Result>[] {
    this.#waiting = this.#waiting.filter(({ isGivenUp }) => !isGivenUp)
    let [count, bytes] = [0, 0]
    for (const { size } of this.#waiting) {
      bytes += size
      if (count === maxGroup || (count > 0 && bytes > maxGroupBytes)) break
      count++
    }
    return this.#waiting.splice(0, count)
  }

  async #writeGroup(group: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.#write(group.map(({ item }) => item))
      for (const [index, { resolve, isGivenUp }] of group.entries()) {
        if (isGivenUp) this.#onLate(results[index] as Result)
        else resolve(results[index] as Result)
      }
    } catch (error) {
      for (const { reject } of group) reject(error)
    } finally {
      for (const { timer } of group) clearTimeout(timer)
    }
  }
}

/** The longest that a timer takes. Unit: ms. */
const maxTimer = 2_147_483_647

function giveUp(waiting: Waiting<unknown, never>): void {
  waiting.isGivenUp = true
  waiting.reject(new RoomCallbacksError('inbox-failed', 'Postgres did not write it in time.'))
}
