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
import type { KeptEntries, Part } from '../transactions/operate.ts'
import type { Commits } from './commits.ts'
import { Leases } from './leases.ts'

/**
 * An inbox store in a SQLite file, which is open in a thread of its own. Each method is one transaction there, or a
 * sequence of whole ones.
 */
export class SqliteStore implements InboxStore {
  readonly #commits: Commits
  readonly #leases: Leases
  readonly #settings: InboxSettings

  /** @param leaseClock in ms; no step of the wall clock moves it */
  constructor(commits: Commits, settings: InboxSettings, leaseClock: () => number) {
    this.#commits = commits
    this.#settings = settings
    this.#leases = new Leases(commits, leaseClock)
  }

  put(record: InboxRecord, now: number, timeout: number, lease = 0): Promise<PutOutcome | LeasedEntry> {
    return this.#leases.put(record, now, timeout, lease)
  }

  lease(request: LeaseRequest): Promise<Leased> {
    return this.#leases.lease(request)
  }

  extend(leased: readonly LeasedEntry[], duration: number): Promise<readonly number[]> {
    const names = leased.map((one) => this.#leases.nameOf(one))
    return this.#commits.send('none', 'extend', names, duration)
  }

  release(leased: readonly LeasedEntry[]): Promise<void> {
    return this.#leases.release(leased)
  }

  complete(leased: LeasedEntry, now: number, rememberUntil: number): Promise<boolean> {
    return this.#leases.complete(leased, now, rememberUntil)
  }

  delay(leased: LeasedEntry, now: number, duration: number, error: RecordedError): Promise<boolean> {
    return this.#commits.send('short', 'delay', this.#leases.nameOf(leased), now, duration, error)
  }

  deadLetter(leased: LeasedEntry, now: number, error: RecordedError): Promise<boolean> {
    return this.#commits.send('short', 'deadLetter', this.#leases.nameOf(leased), now, error)
  }

  announce(commands: HandledCommands, now: number): Promise<void> {
    return this.#commits.send('none', 'announce', commands, now)
  }

  nextDueIn(commands: HandledCommands): Promise<number | undefined> {
    return this.#leases.nextDueIn(commands)
  }

  watch(onPut: () => void): () => void {
    return this.#leases.watch(onPut)
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
