import type {
  EntryState,
  InboxRecord,
  InboxSettings,
  ListOptions,
  PurgeOptions,
  RecordedError,
} from '@room-callbacks/core/inbox'
import { Commits } from './database/commits.ts'
import { failure } from './database/failure.ts'
import { loadCounters, type Trees } from './database/trees.ts'
import type { EarlierStore, TakenEntry } from './earlier-store.ts'
import type { Indexed } from './transitions/entries.ts'
import { findKept, keptUntil, purge, retry } from './transitions/operate.ts'
import { put } from './transitions/put.ts'
import { list, nextDue, stats } from './transitions/read.ts'
import { forgetHandled } from './transitions/remembered.ts'
import { bury, delay, finish } from './transitions/settle.ts'
import { extend, take } from './transitions/take.ts'

/** Entries that one transaction of an operator touches at most, so that callbacks get in between. */
const chunk = 500
/** How often it is looked whether another process put something. Unit: ms. */
const watchInterval = 50

/** An inbox store on LMDB; each method is one transaction, or a sequence of whole ones. */
export class LmdbStore implements EarlierStore {
  readonly #trees: Trees
  readonly #commits: Commits
  readonly #settings: InboxSettings

  constructor(trees: Trees, settings: InboxSettings) {
    this.#trees = trees
    this.#commits = new Commits(trees)
    this.#settings = settings
  }

  async put(record: InboxRecord, now: number): Promise<'stored' | 'duplicate'> {
    const result = await this.#commits.run((trees) => put(trees, record, now, this.#settings))
    if (typeof result === 'string') return result
    throw result
  }

  take(limit: number, now: number, until: number): Promise<readonly TakenEntry[]> {
    return this.#commits.run((trees) => take(trees, limit, now, until))
  }

  extend(taken: readonly TakenEntry[], until: number): Promise<readonly TakenEntry[]> {
    return this.#commits.run((trees) => taken.filter((entry) => extend(trees, entry, until)))
  }

  finish(taken: TakenEntry, now: number, until: number): Promise<boolean> {
    return this.#commits.run((trees) => finish(trees, taken, now, until))
  }

  delay(taken: TakenEntry, dueAt: number, error: RecordedError): Promise<boolean> {
    return this.#commits.run((trees) => delay(trees, taken, dueAt, error))
  }

  bury(taken: TakenEntry, now: number, error: RecordedError): Promise<boolean> {
    return this.#commits.run((trees) => bury(trees, taken, now, error))
  }

  async nextDue(): Promise<number | undefined> {
    return this.#read(nextDue)
  }

  /** LMDB tells nobody of a commit, but to look at a number in shared memory costs next to nothing. */
  watch(onPut: () => void): () => void {
    const look = () => this.#read(({ counters }) => counters.get('nextSequence'))
    let seen = look()
    const timer = setInterval(() => {
      const found = look()
      if (found !== seen) onPut()
      seen = found
    }, watchInterval)
    return () => clearInterval(timer)
  }

  async stats(now: number): ReturnType<EarlierStore['stats']> {
    return this.#read((trees) => stats(trees, now))
  }

  async list(state: EntryState, options: ListOptions & { limit: number }): ReturnType<EarlierStore['list']> {
    return this.#read((trees) => list(trees, state, options))
  }

  async retry(id: string, now: number): Promise<readonly string[]> {
    if (id !== 'all')
      return this.#commits.run((trees) => findKept(trees, id, ['dead']).map((entry) => retry(trees, entry, now)))
    return this.#eachKept('dead', now, (trees, entry) => retry(trees, entry, now))
  }

  async purge(what: PurgeOptions, now: number): Promise<readonly string[]> {
    if ('state' in what) return this.#eachKept(what.state, now - (what.olderThan ?? 0), purge)
    return this.#commits.run((trees) =>
      findKept(trees, what.id, ['dead', 'recorded']).map((entry) => purge(trees, entry)),
    )
  }

  async expire(now: number): Promise<readonly string[]> {
    const last = now - this.#settings.retention
    while ((await this.#commits.run((trees) => forgetHandled(trees, now, chunk))) === chunk);
    await this.#eachKept('recorded', last, purge)
    return this.#eachKept('dead', last, purge)
  }

  async close(): Promise<void> {
    await this.#commits.close()
    await this.#trees.environment.close()
  }

  /** Does something with everything that came into a state until then, a chunk at a time. */
  async #eachKept(
    state: 'dead' | 'recorded',
    time: number,
    work: (trees: Trees, entry: Indexed) => string,
  ): Promise<readonly string[]> {
    const ids: string[] = []
    for (let isMore = true; isMore; ) {
      const done = await this.#commits.run((trees) =>
        keptUntil(trees, state, time, chunk).map((entry) => work(trees, entry)),
      )
      ids.push(...done)
      isMore = done.length === chunk
    }
    return ids
  }

  #read<Result>(work: (trees: Trees) => Result): Result {
    try {
      this.#trees.environment.resetReadTxn()
      loadCounters(this.#trees)
      return work(this.#trees)
    } catch (error) {
      throw failure(error)
    }
  }
}
