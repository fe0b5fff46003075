import { resolve } from 'node:path'
import {
  createInbox,
  type Inbox,
  type InboxOptions,
  type InboxSettings,
  readInboxOptions,
} from '@room-callbacks/core/inbox'
import { failure } from './database/failure.ts'
import { bringUpToDate } from './database/format.ts'
import { prepareDirectory } from './database/prepare-directory.ts'
import { loadCounters, openTrees, saveCounters, type Trees } from './database/trees.ts'
import { adapt, type EarlierStore } from './earlier-store.ts'
import { LmdbStore } from './lmdb-store.ts'
import { setOrder } from './transitions/rooms.ts'

/** What `openInbox` takes beside the directory. */
export interface LmdbInboxOptions extends InboxOptions {
  /** The time in milliseconds since 1970; for tests. Default: `Date.now`. */
  readonly clock?: () => number
}

/**
 * Opens the inbox in a directory, or makes it. Several processes of one machine may open the same one.
 *
 * @throws `invalid-option`; `inbox-failed` with the reason where the directory cannot be used
 * @example
 * const inbox = await openInbox('./callbacks')
 * app.use(roomCallbacks(1400000000, { inbox }).on('Room.CallbackAfterMemberLeave', handler))
 */
export async function openInbox(directory: string, options: LmdbInboxOptions = {}): Promise<Inbox> {
  const { clock = Date.now, ...others } = options
  const settings = readInboxOptions(others)
  return createInbox(adapt(openStore(directory, settings)), settings, { clock })
}

/** The store alone, for who builds an inbox of their own on it. @throws `inbox-failed` */
export function openStore(directory: string, settings: InboxSettings): EarlierStore {
  try {
    const path = resolve(directory)
    prepareDirectory(path)
    const trees = openTrees(path)
    prepare(trees, settings)
    return new LmdbStore(trees, settings)
  } catch (error) {
    throw failure(error)
  }
}

function prepare(trees: Trees, { order }: InboxSettings): void {
  try {
    trees.environment.transactionSync(() => {
      bringUpToDate(trees)
      loadCounters(trees)
      setOrder(trees, order)
      saveCounters(trees)
    })
  } catch (error) {
    void trees.environment.close()
    throw error
  }
}
