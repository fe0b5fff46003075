import { GroupCommit, type HandledCommands } from '@room-callbacks/core/inbox'
import type { BatchRunner, Glance } from '../thread/batch.ts'
import type { Given, Operation, OperationName, ResultOf } from '../thread/operations.ts'
import type { PutRequest } from '../thread/packed-puts.ts'
import type { PutResult } from '../transactions/put.ts'
import type { PlacedLease } from '../transactions/settle.ts'
import type { DirectCommits } from './direct-commits.ts'
import { type Linger, Pace } from './pace.ts'
import { batchOf, resultsOf, type StoreRequest } from './request-batch.ts'

/** How long anything but a put waits for the lock of the database. Unit: ms. */
const patience = 5000
/** How long closing waits for the disk, twice at most. Unit: ms. */
const closePatience = 1500

/** Has done what a store is asked for, in groups: in the event loop while the disk is quick, or in the thread. */
export class Commits {
  readonly #openThread: () => Promise<BatchRunner>
  readonly #leaseClock: () => number
  readonly #direct: DirectCommits | undefined
  readonly #pace = new Pace()
  readonly #group: GroupCommit<StoreRequest, unknown>
  #thread: BatchRunner | undefined
  #isWatching = false
  #closed: Promise<void> | undefined
  /** What the store looked like after the last batch; undefined when another process wrote since. */
  glance: Glance | undefined
  /** The commands that this process leases. */
  leasing: HandledCommands = '*'
  /** Called when another process wrote something. */
  onChange: () => void = () => {}

  /** @param openThread opens the store again, should its thread have ended */
  constructor(
    thread: BatchRunner,
    openThread: () => Promise<BatchRunner>,
    leaseClock: () => number,
    direct?: DirectCommits,
  ) {
    this.#openThread = openThread
    this.#direct = direct
    this.#leaseClock = leaseClock
    this.#group = new GroupCommit({
      store: 'SQLite',
      write: (requests, deadline) => this.#commit(requests, deadline),
      beginAt: (request, since, now) => this.#pace.beginAt(request, since, now),
      // What waits is bounded, and all of it is one commit: a second one would cost as much again.
      maxItems: Number.POSITIVE_INFINITY,
      maxBytes: Number.POSITIVE_INFINITY,
      tooLate:
        'Another process holds the lock of the database, or the disk is slow: look for a process that is stopped.',
    })
    this.#use(thread)
  }

  /** Whether `onChange` is called. */
  watch(isOn: boolean): void {
    this.#isWatching = isOn
    this.#thread?.watch(isOn)
  }

  send<Name extends OperationName>(
    linger: Linger,
    ...operation: readonly [Name, ...Given<Name>]
  ): Promise<ResultOf<Name>> {
    const request = { linger, operation: operation as unknown as Operation }
    return this.#group.add(request, 0, patience) as Promise<ResultOf<Name>>
  }

  /** Handled: an entry that this process leased by itself. */
  complete(
    linger: Linger,
    { sequence, command, size, fence }: PlacedLease,
    now: number,
    rememberUntil: number,
  ): Promise<boolean> {
    const completion = [sequence, command, size, fence, now, rememberUntil]
    return this.#group.add({ linger, completion }, 0, patience) as Promise<boolean>
  }

  /** @param timeout how long it may wait until it begins, in ms */
  put(put: PutRequest, timeout: number): Promise<PutResult> {
    this.#pace.count()
    return this.#group.add({ linger: 'short', put }, put.size, timeout) as Promise<PutResult>
  }

  /** Does what was asked for before, if the store lets it, and closes the database. Ends in bounded time. */
  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #close(): Promise<void> {
    await this.#group.close(closePatience)
    this.#direct?.close()
    await this.#thread?.close(closePatience)
  }

  async #commit(requests: readonly StoreRequest[], deadline: number): Promise<readonly unknown[]> {
    this.#pace.begin()
    let again = 0
    try {
      const thread = this.#thread ?? this.#use(await this.#openThread())
      const batch = batchOf(requests, this.#leaseClock(), deadline)
      const reply = this.#direct?.run(batch, thread, this.leasing) ?? (await thread.run(batch))
      this.glance = reply.glance
      if (reply.isForeign) this.onChange()
      if (reply.isBusy) again = batch.puts.length
      return resultsOf(requests, batch, reply)
    } catch (error) {
      this.#thread = undefined
      throw error
    } finally {
      this.#pace.end(again)
    }
  }

  #use(thread: BatchRunner): BatchRunner {
    this.#thread = thread
    this.glance = undefined
    thread.onChange = () => {
      this.glance = undefined
      this.onChange()
    }
    if (this.#isWatching) thread.watch(true)
    return thread
  }
}
