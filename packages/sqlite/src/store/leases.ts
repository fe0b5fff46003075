import { RoomCallbacksError } from '@room-callbacks/core'
import type {
  HandledCommands,
  InboxRecord,
  Leased,
  LeasedEntry,
  LeaseRequest,
  PutOutcome,
} from '@room-callbacks/core/inbox'
import { type PutRequest, requestOf } from '../thread/packed-puts.ts'
import type { PlacedEntry } from '../transactions/lease.ts'
import type { PutResult } from '../transactions/put.ts'
import type { LeaseName } from '../transactions/settle.ts'
import type { Commits } from './commits.ts'

/** What a process stores, and what it leases: as it stores it, or because it asks for more. */
export class Leases {
  readonly #commits: Commits
  readonly #leaseClock: () => number
  readonly #watchers = new Set<() => void>()
  #commands: HandledCommands = []

  constructor(commits: Commits, leaseClock: () => number) {
    this.#commits = commits
    this.#leaseClock = leaseClock
    commits.onChange = () => {
      for (const watcher of this.#watchers) watcher()
    }
  }

  async put(record: InboxRecord, now: number, timeout: number, lease: number): Promise<PutOutcome | PlacedEntry> {
    const request = readRequest(record, now, lease)
    const result = await this.#commits.put(request, timeout)
    return typeof result === 'string' ? result : leasedAs(record, request, result)
  }

  async lease(request: LeaseRequest): Promise<Leased> {
    const isNothingReady =
      this.#isSeen(request.commands) && !this.#commits.glance?.isAnyReady && this.#nextDueIn() !== 0
    this.#commands = request.commands
    this.#commits.leasing = request.commands
    return isNothingReady ? { entries: [], suspectsReady: false } : this.#commits.send('none', 'lease', request)
  }

  /** Handled. */
  complete(leased: LeasedEntry, now: number, rememberUntil: number): Promise<boolean> {
    // What waits behind a callback of its room waits for its result; otherwise no one does.
    const linger = this.#commits.glance?.isAnyBlocked === false ? 'long' : 'short'
    return isPlaced(leased)
      ? this.#commits.complete(linger, leased, now, rememberUntil)
      : this.#commits.send(linger, 'complete', this.nameOf(leased), now, rememberUntil)
  }

  release(leased: readonly LeasedEntry[]): Promise<void> {
    return this.#commits.send(
      'none',
      'release',
      leased.map((one) => this.nameOf(one)),
    )
  }

  async nextDueIn(commands: HandledCommands): Promise<number | undefined> {
    if (this.#isSeen(commands)) return this.#nextDueIn()
    const due = await this.#commits.send('none', 'nextDue', commands)
    return due === undefined ? undefined : Math.max(due - this.#leaseClock(), 0)
  }

  watch(onPut: () => void): () => void {
    this.#watchers.add(onPut)
    this.#commits.watch(true)
    return () => {
      this.#watchers.delete(onPut)
      if (this.#watchers.size === 0) this.#commits.watch(false)
    }
  }

  /** What the thread needs to find the entry of a lease. */
  nameOf(leased: LeasedEntry): LeaseName {
    const { record, fence, attempt } = leased
    return { id: record.id, sequence: isPlaced(leased) ? leased.sequence : undefined, fence, attempt }
  }

  /** Whether the last batch told of these commands, and everything since would have been told. */
  #isSeen(commands: HandledCommands): boolean {
    return this.#watchers.size > 0 && this.#commits.glance !== undefined && commands === this.#commands
  }

  #nextDueIn(): number | undefined {
    const due = this.#commits.glance?.nextDue
    return due === undefined ? undefined : Math.max(due - this.#leaseClock(), 0)
  }
}

/** Whether a store of this process leased it, and so knows where it stands. */
const isPlaced = (leased: LeasedEntry): leased is PlacedEntry => 'sequence' in leased

function leasedAs(record: InboxRecord, { size }: PutRequest, result: Exclude<PutResult, string>): PlacedEntry {
  const [sequence, command, fence] = result
  return { record, attempt: 1, crashes: 0, fence, sequence, command, size }
}

/** @throws `inbox-failed` for what no store can keep */
function readRequest(record: InboxRecord, now: number, lease: number): PutRequest {
  try {
    return requestOf(record, now, lease)
  } catch (cause) {
    throw new RoomCallbacksError('inbox-failed', 'The record is not made of texts and numbers.', { cause })
  }
}
