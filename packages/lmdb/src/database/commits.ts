import { failure } from './failure.ts'
import { reasonOf } from './reason-of.ts'
import { loadCounters, saveCounters, type Trees } from './trees.ts'

interface Operation {
  readonly work: (trees: Trees) => unknown
  readonly resolve: (result: never) => void
  readonly reject: (error: Error) => void
}

/** A transaction of so many operations shows that more are on their way. */
const busy = 8
/** How long the next one waits for them at most, since each commit has its price. Unit: ms. */
const gathering = 3

/**
 * Group commit: what is asked for while one transaction is on its way to the disk is the next one.
 * LMDB waits for the lock of the store and for the disk in a thread of its own, so that a slow disk
 * never keeps the event loop from refusing a callback in time.
 */
export class Commits {
  readonly #trees: Trees
  #waiting: Operation[] = []
  #committing: Promise<void> | undefined
  /** Goes on before the time is over, once as many are waiting. */
  #gathered: { readonly expected: number; readonly resolve: () => void } | undefined
  #isClosed = false

  constructor(trees: Trees) {
    this.#trees = trees
  }

  /** Does the work in a transaction, and resolves when it is on the disk. */
  run<Result>(work: (trees: Trees) => Result): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) return reject(failure(new Error('The store is closed.')))
      this.#waiting.push({ work, resolve, reject })
      if (this.#gathered && this.#waiting.length >= this.#gathered.expected) this.#gathered.resolve()
      this.#committing ??= this.#commitAll()
    })
  }

  /** Commits what was asked for; nothing more is taken. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#committing
  }

  async #commitAll(): Promise<void> {
    // What else this turn of the event loop asks for comes along.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#waiting.length > 0) {
      const operations = this.#waiting
      this.#waiting = []
      await this.#commit(operations)
      if (operations.length >= busy) await this.#gather(operations.length + this.#waiting.length)
    }
    this.#committing = undefined
  }

  /** Those who wait, and as many as were just answered: whoever sends one after the other sends the next now. */
  async #gather(expected: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    await new Promise<void>((resolve) => {
      timer = setTimeout(resolve, gathering)
      this.#gathered = { expected, resolve }
    })
    clearTimeout(timer)
    this.#gathered = undefined
  }

  async #commit(operations: readonly Operation[]): Promise<void> {
    let failed: Operation | undefined
    const results: unknown[] = []
    try {
      // A child can be undone as a whole.
      await this.#trees.environment.childTransaction(() => {
        loadCounters(this.#trees)
        for (const operation of operations) {
          failed = operation
          results.push(operation.work(this.#trees))
        }
        failed = undefined
        saveCounters(this.#trees)
      })
    } catch (error) {
      return this.#refuse(operations, failed, await reasonOf(error))
    }
    for (const [index, { resolve }] of operations.entries()) resolve(results[index] as never)
  }

  /** Nothing of the transaction was done. What one operation cannot do is no reason to refuse the others. */
  async #refuse(operations: readonly Operation[], failed: Operation | undefined, error: unknown): Promise<void> {
    const refused = failed ? [failed] : operations
    for (const { reject } of refused) reject(failure(error))
    const others = operations.filter((operation) => !refused.includes(operation))
    if (others.length > 0) await this.#commit(others)
  }
}
