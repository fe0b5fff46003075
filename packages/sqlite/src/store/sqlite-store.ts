import { RoomCallbacksError } from '@room-callbacks/core'
import type {
  EntryState,
  HandledCommands,
  InboxEntry,
  InboxRecord,
  InboxSettings,
  InboxStats,
  InboxStore,
  Leased,
  LeasedEntry,
  LeaseRequest,
  ListOptions,
  PurgeOptions,
  PutOutcome,
  RecordedError,
} from '@room-callbacks/core/inbox'
import { type PutRequest, requestOf } from '../layout/records.ts'
import type { PlacedEntry } from '../transactions/lease.ts'
import type { KeptEntries, Part } from '../transactions/operate.ts'
import type { LeaseName } from '../transactions/settle.ts'
import type { Commits } from './commits.ts'

/**
 * An inbox store in a SQLite file, which is open in a thread of its own. Each method is one transaction there, or a
 * sequence of whole ones. What a process stores it leases as it stores it, or because it asks for more.
 */
export class SqliteStore implements InboxStore {
  readonly #commits: Commits
  readonly #settings: InboxSettings
  readonly #leaseClock: () => number
  readonly #watchers = new Set<() => void>()
  /** The commands that were leased last. */
  #commands: HandledCommands = []

  /** @param leaseClock in ms; no step of the wall clock moves it */
  constructor(commits: Commits, settings: InboxSettings, leaseClock: () => number) {
    this.#commits = commits
    this.#settings = settings
    this.#leaseClock = leaseClock
    commits.onChange = () => {
      for (const watcher of this.#watchers) watcher()
    }
  }

  put(record: InboxRecord, now: number, timeout: number, lease = 0): Promise<PutOutcome | PlacedEntry> {
    let put: PutRequest
    try {
      put = requestOf(record, now, lease)
    } catch (cause) {
      const message = 'The record is not made of texts and numbers.'
      return Promise.reject(new RoomCallbacksError('inbox-failed', message, { cause }))
    }
    return this.#commits.put(record, put, timeout)
  }

  async lease(request: LeaseRequest): Promise<Leased> {
    const isNothingReady =
      this.#isSeen(request.commands) && !this.#commits.glance?.isAnyReady && this.#nextDueIn() !== 0
    this.#commands = request.commands
    this.#commits.leasing = request.commands
    return isNothingReady ? { entries: [], suspectsReady: false } : this.#commits.send('none', 'lease', request)
  }

  extend(leased: readonly LeasedEntry[], duration: number): Promise<readonly number[]> {
    return this.#commits.send('none', 'extend', leased.map(nameOf), duration)
  }

  release(leased: readonly LeasedEntry[]): Promise<void> {
    return this.#commits.send('none', 'release', leased.map(nameOf))
  }

  complete(leased: LeasedEntry, now: number, rememberUntil: number): Promise<boolean> {
    // What waits behind a callback of its room waits for its result; otherwise no one does.
    const linger = this.#commits.glance?.isAnyBlocked === false ? 'long' : 'short'
    return isPlaced(leased)
      ? this.#commits.complete(linger, leased, now, rememberUntil)
      : this.#commits.send(linger, 'complete', nameOf(leased), now, rememberUntil)
  }

  delay(leased: LeasedEntry, now: number, duration: number, error: RecordedError): Promise<boolean> {
    return this.#commits.send('short', 'delay', nameOf(leased), now, duration, error)
  }

  deadLetter(leased: LeasedEntry, now: number, error: RecordedError): Promise<boolean> {
    return this.#commits.send('short', 'deadLetter', nameOf(leased), now, error)
  }

  announce(commands: HandledCommands, now: number): Promise<void> {
    return this.#commits.send('none', 'announce', commands, now)
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

  stats(now: number, commands?: HandledCommands): Promise<InboxStats> {
    return this.#commits.send('none', 'stats', now, commands)
  }

  get(id: string): Promise<InboxEntry | undefined> {
    return this.#commits.send('none', 'get', id)
  }

  list(state: EntryState, options: ListOptions & { limit: number }): Promise<readonly InboxEntry[]> {
    return this.#commits.send('none', 'list', state, options)
  }

  retry(id: string, now: number): Promise<readonly string[]> {
    const what = id === 'all' ? { state: 'dead' as const } : { state: 'dead' as const, id }
    return inParts(what, (part) => this.#commits.send('none', 'retry', part, now))
  }

  purge(what: PurgeOptions, now: number): Promise<readonly string[]> {
    if ('id' in what) return this.#forget({ id: what.id, state: 'any' })
    const { state, olderThan } = what
    return this.#forget({ state, until: olderThan === undefined ? undefined : now - olderThan })
  }

  async expire(now: number): Promise<readonly string[]> {
    const until = now - this.#settings.retention
    await this.#commits.send('none', 'showLife')
    while (await this.#commits.send('none', 'forgetHandled', now));
    while (await this.#commits.send('none', 'forgetUnhandled', now));
    await this.#forget({ state: 'recorded', until })
    const letters = await this.#forget({ state: 'dead', until })
    while (await this.#commits.send('none', 'shrink'));
    return letters
  }

  close(): Promise<void> {
    return this.#commits.close()
  }

  #forget(what: KeptEntries): Promise<readonly string[]> {
    return inParts(what, (part) => this.#commits.send('none', 'purge', part))
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

/** What the thread needs to find the entry of a lease. */
function nameOf(leased: LeasedEntry): LeaseName {
  const { record, fence, attempt } = leased
  return { id: record.id, sequence: isPlaced(leased) ? leased.sequence : undefined, fence, attempt }
}

/** Does something with all entries that are meant, a part at a time, so that callbacks get in between. */
async function inParts<What extends KeptEntries>(
  what: What,
  work: (part: What) => Promise<Part>,
): Promise<readonly string[]> {
  const ids: string[] = []
  let below: number | undefined
  do {
    const part = await work({ ...what, below })
    ids.push(...part.ids)
    below = part.next
  } while (below !== undefined)
  return ids
}
