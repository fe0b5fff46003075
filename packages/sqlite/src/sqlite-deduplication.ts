import { type Claim, type DeduplicationStore, type Reply, RoomCallbacksError } from '@room-callbacks/core'
import { integer, optionMistake, withoutUndefined } from '@room-callbacks/core/checked-options'
import { readInboxOptions } from '@room-callbacks/core/inbox'
import { openCommits } from './open-inbox.ts'
import type { Commits } from './store/commits.ts'

/** What `sqliteDeduplication` takes beside the path. */
export interface SqliteDeduplicationOptions {
  /** Callbacks that are remembered at most; those whose window ends first go first. Default: 1000000. */
  readonly capacity?: number
}

/** Remembers callbacks in a SQLite file. */
export interface SqliteDeduplication extends DeduplicationStore {
  claim(key: string, token: number, lease: number): Promise<Claim>
  /** Closes the file. */
  close(): Promise<void>
}

const defaultCapacity = 1_000_000
/** How often what is over is forgotten. Unit: ms. */
const sweepInterval = 60_000

/**
 * Remembers callbacks in a SQLite file, so that all processes of a machine recognise a repetition, after a restart too.
 * It may be the file of an inbox. A loss of power may cost the last moments: then a repetition of them is handled again.
 *
 * @throws `invalid-option`; `inbox-failed` with the reason where the file cannot be used
 * @example
 * const store = await sqliteDeduplication('./callbacks.db')
 * roomCallbacks(1400000000, { deduplication: { store } })
 */
export async function sqliteDeduplication(
  path: string,
  options: SqliteDeduplicationOptions = {},
): Promise<SqliteDeduplication> {
  const mistake = optionMistake(withoutUndefined(options), { capacity: integer(1) })
  if (mistake) throw new RoomCallbacksError('invalid-option', mistake)
  const { capacity = defaultCapacity } = options
  return new SqliteClaims(await openCommits(path, readInboxOptions({}), 'claims'), capacity)
}

class SqliteClaims implements SqliteDeduplication {
  readonly #commits: Commits
  readonly #timer: NodeJS.Timeout
  readonly #capacity: number

  constructor(commits: Commits, capacity: number) {
    this.#commits = commits
    this.#capacity = capacity
    this.#timer = setInterval(() => void this.#sweep(), sweepInterval).unref()
  }

  async claim(key: string, token: number, lease: number): Promise<Claim> {
    const claim = await this.#commits.send('none', 'claim', key, token, lease)
    return claim.state === 'finished' ? { ...claim, reply: JSON.parse(claim.reply) } : claim
  }

  complete(key: string, token: number, reply: Reply, window: number): Promise<void> {
    return this.#commits.send('short', 'completeClaim', key, token, JSON.stringify(reply), window)
  }

  release(key: string, token: number): Promise<void> {
    return this.#commits.send('none', 'releaseClaim', key, token)
  }

  close(): Promise<void> {
    clearInterval(this.#timer)
    return this.#commits.close()
  }

  /** Should it fail, the next one will do it: claims say what is wrong with the file. */
  async #sweep(): Promise<void> {
    try {
      await this.#commits.send('none', 'showLife')
      while (await this.#commits.send('none', 'forgetClaims', this.#capacity));
    } catch {}
  }
}
