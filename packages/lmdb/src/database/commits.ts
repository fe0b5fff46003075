import { failure } from './failure.ts'
import { loadCounters, saveCounters, type Trees } from './trees.ts'

interface Operation {
  readonly work: (trees: Trees) => unknown
  readonly resolve: (result: never) => void
  readonly reject: (error: Error) => void
}

/**
 * Group commit: what is asked for in one turn of the event loop is one transaction, and one wait for
 * the disk. The transaction is synchronous, so that the lock of the store is never held while this
 * process does something else.
 */
export class Commits {
  readonly #trees: Trees
  #waiting: Operation[] = []
  #isClosed = false

  constructor(trees: Trees) {
    this.#trees = trees
  }

  /** Does the work in a transaction, and resolves when it is on the disk. */
  run<Result>(work: (trees: Trees) => Result): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) return reject(failure(new Error('The store is closed.')))
      if (this.#waiting.length === 0) setImmediate(() => this.#flush())
      this.#waiting.push({ work, resolve, reject })
    })
  }

  /** Commits what was asked for; nothing more is taken. */
  close(): void {
    this.#isClosed = true
    this.#flush()
  }

  #flush(): void {
    const operations = this.#waiting
    this.#waiting = []
    if (operations.length > 0) this.#commit(operations)
  }

  #commit(operations: readonly Operation[]): void {
    let failed: Operation | undefined
    const results: unknown[] = []
    try {
      this.#trees.environment.transactionSync(() => {
        loadCounters(this.#trees)
        for (const operation of operations) {
          failed = operation
          results.push(operation.work(this.#trees))
        }
        failed = undefined
        saveCounters(this.#trees)
      })
    } catch (error) {
      this.#refuse(operations, failed, error)
      return
    }
    for (const [index, { resolve }] of operations.entries()) resolve(results[index] as never)
  }

  /** Nothing of the transaction was done. What one operation cannot do is no reason to refuse the others. */
  #refuse(operations: readonly Operation[], failed: Operation | undefined, error: unknown): void {
    const refused = failed ? [failed] : operations
    for (const { reject } of refused) reject(failure(error))
    const others = operations.filter((operation) => !refused.includes(operation))
    if (others.length > 0) this.#commit(others)
  }
}
