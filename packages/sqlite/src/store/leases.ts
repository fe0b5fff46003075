import { RoomCallbacksError } from '@room-callbacks/core'
import type {
  HandledCommands,
  InboxRecord,
  Leased,
  LeasedEntry,
  LeaseRequest,
  PutOutcome,
} from '@room-callbacks/core/inbox'
import { kinds, type PutRequest, requestOf } from '../thread/packed-puts.ts'
import type { PlacedEntry } from '../transactions/lease.ts'
import type { PutResult } from '../transactions/put.ts'
import type { LeaseName } from '../transactions/settle.ts'
import type { GroupCommit } from './group-commit.ts'
import { LeaseStock } from './lease-stock.ts'
import type { Requests } from './requests.ts'

/** After how long what was leased ahead is given back, should the process not ask for it. Unit: ms. */
const stockPatience = 500

/**
 * What a process stores, and what it leases. While it asks for more than there is, the lease is written with the record, and
 * handed out from here.
 */
export class Leases {
  readonly #requests: Requests
  readonly #commits: GroupCommit
  readonly #leaseClock: () => number
  readonly #stock = new LeaseStock()
  readonly #watchers = new Set<() => void>()
  #commands: HandledCommands = []
  #timer: NodeJS.Timeout | undefined

  constructor(requests: Requests, commits: GroupCommit, leaseClock: () => number) {
    this.#requests = requests
    this.#commits = commits
    this.#leaseClock = leaseClock
    commits.onChange = () => {
      for (const watcher of this.#watchers) watcher()
    }
  }

  async put(record: InboxRecord, now: number, timeout: number): Promise<PutOutcome> {
    const request = readRequest(record, now)
    const isReserved = request.kind === kinds.live && this.#stock.reserve(record.command)
    const leased = isReserved ? { ...request, lease: this.#stock.duration } : request
    return new Promise((resolve, reject) => {
      const onResult = (result: PutResult, time: number) => {
        if (typeof result === 'string') {
          if (isReserved) this.#stock.unreserve()
          resolve(result)
        } else {
          const [sequence, command, fence] = result
          const { size } = request
          this.#add({ record, attempt: 1, crashes: 0, fence, sequence, command, size }, time)
          resolve('stored')
        }
      }
      const onError = (error: RoomCallbacksError) => {
        if (isReserved) this.#stock.unreserve()
        reject(error)
      }
      this.#requests.put(leased, timeout, onResult, onError)
    })
  }

  async lease(request: LeaseRequest): Promise<Leased> {
    const stocked = this.#takeStock(request.limit)
    if (stocked.length > 0) {
      this.#stock.ask(request, request.limit - stocked.length)
      return { entries: stocked, suspectsReady: false }
    }
    const isNothingReady =
      this.#isSeen(request.commands) && !this.#commits.glance?.isAnyReady && this.#nextDueIn() !== 0
    const { entries, suspectsReady } = isNothingReady
      ? { entries: [], suspectsReady: false }
      : await this.#requests.send('none', 'lease', request)
    this.#commands = request.commands
    this.#commits.leasing = request.commands
    const isOver = suspectsReady || entries.some(({ crashes }) => crashes > 0) || this.#watchers.size === 0
    this.#stock.ask(request, isOver ? 0 : request.limit - entries.length)
    return { entries, suspectsReady }
  }

  /** Handled. */
  complete(leased: LeasedEntry, now: number, rememberUntil: number): Promise<boolean> {
    // What waits behind a callback of its room waits for its result; otherwise no one does.
    const linger = this.#commits.glance?.isAnyBlocked === false ? 'long' : 'short'
    return isPlaced(leased)
      ? this.#requests.complete(linger, leased, now, rememberUntil)
      : this.#requests.send(linger, 'complete', this.nameOf(leased), now, rememberUntil)
  }

  release(leased: readonly LeasedEntry[]): Promise<void> {
    return this.#requests.send(
      'none',
      'release',
      leased.map((one) => this.nameOf(one)),
    )
  }

  async nextDueIn(commands: HandledCommands): Promise<number | undefined> {
    if (this.#isSeen(commands)) return this.#nextDueIn()
    const due = await this.#requests.send('none', 'nextDue', commands)
    return due === undefined ? undefined : Math.max(due - this.#leaseClock(), 0)
  }

  watch(onPut: () => void): () => void {
    this.#watchers.add(onPut)
    this.#commits.watch(true)
    return () => {
      this.#watchers.delete(onPut)
      if (this.#watchers.size > 0) return
      this.#commits.watch(false)
      this.#stock.stop()
      this.#giveBack(this.#takeStock(Number.POSITIVE_INFINITY))
    }
  }

  /** What the thread needs to find the entry of a lease. */
  nameOf(leased: LeasedEntry): LeaseName {
    const { record, fence, attempt } = leased
    return { id: record.id, sequence: isPlaced(leased) ? leased.sequence : undefined, fence, attempt }
  }

  #add(entry: PlacedEntry, time: number): void {
    this.#stock.add(entry, time + this.#stock.duration)
    this.#timer ??= setTimeout(() => this.#giveBack(this.#takeStock(Number.POSITIVE_INFINITY)), stockPatience)
  }

  #takeStock(limit: number): readonly LeasedEntry[] {
    const { fresh, spent } = this.#stock.take(limit, this.#leaseClock())
    if (this.#stock.size === 0) {
      clearTimeout(this.#timer)
      this.#timer = undefined
    }
    this.#giveBack(spent)
    return fresh
  }

  /** Without it they would count as lost by a process. Should it fail, they do. */
  #giveBack(leased: readonly LeasedEntry[]): void {
    if (leased.length > 0) void this.release(leased).catch(() => {})
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

/** @throws `inbox-failed` for what no store can keep */
function readRequest(record: InboxRecord, now: number): PutRequest {
  try {
    return requestOf(record, now)
  } catch (cause) {
    throw new RoomCallbacksError('inbox-failed', 'The record is not made of texts and numbers.', { cause })
  }
}
