import type { HandledCommands } from '@room-callbacks/core/inbox'
import { Checkpoints } from '../database/checkpoints.ts'
import { loadDriver } from '../database/load-driver.ts'
import { joinStore, type Opening } from '../database/open-store.ts'
import type { Store } from '../database/store.ts'
import type { Batch, BatchReply, BatchRunner } from '../thread/batch.ts'
import type { OperationName } from '../thread/operations.ts'
import { runBatch } from '../thread/run-batch.ts'
import { completionFields } from '../transactions/settle.ts'

/** A commit that takes longer stands in the way of the event loop. Unit: ms. */
const slow = 10
/**
 * For how many times its duration the thread commits after a slow one: more with each that follows another, up to a thousandth
 * of the time in which the event loop stands still; less again with each quick one.
 */
const rests = { least: 4, most: 1000, step: 4 }
/** A batch of more records and results, or of more bytes, takes too long by itself. */
const most = { changes: 512, bytes: 1_048_576 }

/**
 * Commits in the event loop, over a connection of its own, as long as the disk is quick. There a commit takes about half of
 * the CPU time that it takes in the thread, which has to be woken, and which wakes the event loop. Only records, leases and
 * results are written here. All else is done in the thread, and so is a batch for which the lock is not free at once.
 */
export class DirectCommits {
  readonly #store: Store
  readonly #now: () => number
  readonly #checkpoints: Checkpoints
  #restsUntil = 0
  #rest = rests.least
  #isOpen = true

  private constructor(store: Store, now: () => number) {
    this.#store = store
    this.#now = now
    this.#checkpoints = new Checkpoints(store.statements)
  }

  /**
   * Nothing where the file cannot be opened once more: then the thread does it all.
   *
   * @param path that of the thread
   * @param now in ms; for tests
   */
  static open(path: string, opening: Opening, now: () => number = () => performance.now()): DirectCommits | undefined {
    try {
      return new DirectCommits(joinStore(loadDriver(), path, opening), now)
    } catch {
      return undefined
    }
  }

  /** Nothing where the thread has to do it. @param leasing the commands that this process leases */
  run(batch: Batch, thread: Pick<BatchRunner, 'checkpoint'>, leasing: HandledCommands): BatchReply | undefined {
    const start = this.#now()
    if (!this.#isOpen || start < this.#restsUntil || !isSmall(batch)) return undefined
    this.#store.leasing = leasing
    const reply = runBatch(this.#store, { ...batch, wait: 0 })
    this.#rate(start)
    if (reply.isBusy) return undefined
    this.#checkpoints.count(bytesOf(batch))
    if (this.#checkpoints.isDue) {
      this.#checkpoints.forget()
      thread.checkpoint()
    }
    return reply
  }

  #rate(start: number): void {
    const duration = this.#now() - start
    const isSlow = duration > slow
    if (isSlow) this.#restsUntil = start + duration * (1 + this.#rest)
    this.#rest = isSlow ? Math.min(this.#rest * rests.step, rests.most) : Math.max(this.#rest / rests.step, rests.least)
  }

  close(): void {
    if (this.#isOpen) this.#store.database.close()
    this.#isOpen = false
  }
}

/** Operations that touch no more entries than a process may lease. */
const quick: ReadonlySet<OperationName> = new Set(['lease', 'extend', 'release', 'complete', 'delay', 'deadLetter'])

function isSmall({ puts, completions, operations }: Batch): boolean {
  const changes = puts.length + completions.length / completionFields + operations.length
  return changes <= most.changes && operations.every(([name]) => quick.has(name)) && bytesOf({ puts }) <= most.bytes
}

const bytesOf = ({ puts }: Pick<Batch, 'puts'>): number =>
  puts.reduce((sum, { head, body }) => sum + head.length + body.length, 0)
