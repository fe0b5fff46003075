import {
  createInbox,
  type Inbox,
  type InboxOptions,
  type InboxSettings,
  type InboxStore,
  readInboxOptions,
} from '@room-callbacks/core/inbox'
import { bootId } from './database/boot-id.ts'
import type { Opening } from './database/open-store.ts'
import { newSharedCounts } from './database/store.ts'
import { Commits, machineClock } from './store/commits.ts'
import { DirectCommits } from './store/direct-commits.ts'
import { SqliteStore } from './store/sqlite-store.ts'
import { StoreThread } from './store/store-thread.ts'

/** What `openInbox` takes beside the path. */
export interface SqliteInboxOptions extends InboxOptions {
  /**
   * For a tool of an operator beside the app: `order`, which all processes of a file have in common, stays as the app set it.
   * Default: false.
   */
  readonly asOperator?: boolean
  /** The time in milliseconds since 1970; for tests. Default: `Date.now`. */
  readonly clock?: () => number
}

/** Clocks of a store, for tests. */
export interface StoreClocks {
  /** The time in ms since 1970. Default: `Date.now`. */
  readonly clock?: () => number
  /** The time in ms since the machine started, which no step of the wall clock moves. Default: the monotonic clock of the system. */
  readonly leaseClock?: () => number
  /** Which start of the machine this is. Default: what the system says. */
  readonly boot?: string
  /** For how long other processes may hold the lock and commit nothing while it opens. Unit: ms. Default: 30,000. */
  readonly lockPatience?: number
}

/**
 * Opens the inbox in a SQLite file, or makes it. Any number of processes of one machine may open the same one.
 *
 * @throws `invalid-option`; `inbox-failed` with the reason where the file cannot be used
 * @example
 * const inbox = await openInbox('./callbacks.db')
 * app.use(roomCallbacks(1400000000, { inbox }).on('Room.CallbackAfterMemberLeave', handler))
 */
export async function openInbox(path: string, options: SqliteInboxOptions = {}): Promise<Inbox> {
  const { clock = Date.now, asOperator = false, ...others } = options
  const settings = readInboxOptions(others)
  const purpose = asOperator ? 'operation' : 'inbox'
  return createInbox(await openStore(path, settings, { clock }, purpose), settings, { clock })
}

/** The store alone, to build another inbox on it. @throws `invalid-option`, `inbox-failed` */
export async function openStore(
  path: string,
  settings: InboxSettings,
  clocks: StoreClocks = {},
  purpose: 'inbox' | 'operation' = 'inbox',
): Promise<InboxStore> {
  const commits = await openCommits(path, settings, purpose, clocks)
  return new SqliteStore(commits, settings, clocks.leaseClock ?? machineClock)
}

/** Opens a file in a thread of its own. @param purpose what it is opened for */
export async function openCommits(
  path: string,
  settings: InboxSettings,
  purpose: Opening['purpose'],
  { clock = Date.now, leaseClock = machineClock, boot = bootId(), lockPatience }: StoreClocks = {},
): Promise<Commits> {
  const shared = newSharedCounts()
  const opening = (): Opening => ({
    ...{ path, settings, purpose, boot, shared, lockPatience },
    time: leaseClock(),
    now: clock(),
  })
  const open = () => StoreThread.open(opening())
  const thread = await open()
  const direct = purpose === 'inbox' ? DirectCommits.open(thread.path, opening()) : undefined
  return new Commits(thread, open, leaseClock, direct)
}
