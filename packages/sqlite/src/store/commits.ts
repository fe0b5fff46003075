import { RoomCallbacksError } from '@room-callbacks/core'
import {
  GroupCommit,
  type HandledCommands,
  type InboxRecord,
  type PutOutcome,
  unwritten,
} from '@room-callbacks/core/inbox'
import type { PutRequest } from '../layout/records.ts'
import type { Batch, BatchReply, BatchRunner, Glance } from '../thread/batch.ts'
import type { Given, Operation, OperationName, Reads, ResultOf } from '../thread/operations.ts'
import type { PlacedEntry } from '../transactions/lease.ts'
import type { PutResult } from '../transactions/put.ts'
import { completionFields, type PlacedLease } from '../transactions/settle.ts'
import type { DirectCommits } from './direct-commits.ts'

/** How long anything but a put waits for the lock of the database. Unit: ms. */
const patience = 5000
/** How long closing waits for the disk, twice at most. Unit: ms. */
const closePatience = 1500

/** The lease clock: the same for all processes of a machine, and no step of the wall clock moves it. Unit: ms. */
export const machineClock = (): number => Math.floor(Number(process.hrtime.bigint()) / 1e6)

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
  put(record: InboxRecord, put: PutRequest, timeout: number): Promise<PutOutcome | PlacedEntry> {
    this.#pace.count()
    return this.#group.add({ linger: 'short', record, put }, put.size, timeout) as Promise<PutOutcome | PlacedEntry>
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

/**
 * How long a request waits for others to share its transaction: not at all where a caller waits for it alone; a little
 * for a record, which a callback waits for; longer for a result, which no callback waits for. Unit: ms.
 */
const lingers = { none: 0, short: 4, long: 20 }
type Linger = keyof typeof lingers
/** How long a record waits where few come: each would have a transaction of its own otherwise. Unit: ms. */
const fewLinger = 12
/** After so long without a commit a record waits for no other. Unit: ms. */
const quiet = 15
/** So many records at once come from clients that send the next one when they are answered. */
const crowd = 8
/** So many records in a millisecond are few. */
const few = 0.45

/** Decides when a commit begins: under load it waits a little for more, since each commit has its price. */
class Pace {
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

/** Something that the store is asked for. */
type StoreRequest = { readonly linger: Linger } & (
  | { readonly record: InboxRecord; readonly put: PutRequest }
  /** See `completionFields`. */
  | { readonly completion: readonly number[] }
  | { readonly operation: Operation }
)

/** How long the thread waits for the lock of another process until it lets go of the records. Unit: ms. */
const lockWait = 100

/** Names of `Reads`. */
const reads: { readonly [name in keyof Reads]: true } = { stats: true, list: true, get: true, nextDue: true }

/** What only looks is done without the lock, too. */
const isChange = (request: StoreRequest): boolean => !('operation' in request && request.operation[0] in reads)

/** @param deadline by `performance.now()` */
function batchOf(requests: readonly StoreRequest[], time: number, deadline: number): Batch {
  const puts: PutRequest[] = []
  const completions: number[] = []
  const operations: Operation[] = []
  for (const request of requests) {
    if ('put' in request) puts.push(request.put)
    else if ('completion' in request) completions.push(...request.completion)
    else operations.push(request.operation)
  }
  const wait = Math.max(Math.min(lockWait, deadline - performance.now()), 1)
  return { puts, completions, operations, time, wait }
}

/** What came of each request, in their order; what has to wait for the lock of another process is `unwritten`. */
function resultsOf(
  requests: readonly StoreRequest[],
  { puts, completions }: Batch,
  { isBusy, results, failures }: BatchReply,
): readonly unknown[] {
  const failed = failures.length === 0 ? undefined : new Map(failures.map((failure) => [failure.index, failure]))
  let [put, completion, operation] = [0, puts.length, puts.length + completions.length / completionFields]
  return requests.map((request) => {
    const place = 'put' in request ? put++ : 'completion' in request ? completion++ : operation++
    const failure = failed?.get(place)
    if (failure) return new RoomCallbacksError(failure.code, failure.message)
    if (isBusy && isChange(request)) return unwritten
    return 'put' in request ? putResult(request.record, request.put, results[place] as PutResult) : results[place]
  })
}

function putResult(record: InboxRecord, { size }: PutRequest, result: PutResult): PutOutcome | PlacedEntry {
  if (typeof result === 'string') return result
  const [sequence, command, fence] = result
  return { record, attempt: 1, crashes: 0, fence, sequence, command, size }
}
