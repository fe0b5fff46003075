import { statSync } from 'node:fs'
import type { Inbox, InboxOptions } from '@room-callbacks/core/inbox'
import { CliError } from '../../errors/cli-error.ts'
import type { ExitName } from '../../exit-codes.ts'
import type { Invocation } from '../command-definition.ts'
import { loadStore } from './load-store.ts'
import { type PlaceFlags, readStoreAddress, type StoreAddress } from './store-address.ts'

/** A hundred years. Unit: ms. */
const never = 3_155_760_000_000

/**
 * The options of an operator: nothing of the app expires because this process looks at it, and what waits again keeps the
 * order of what it belongs to, which an inbox without order does not mind.
 */
const careful: InboxOptions = { order: 'key', retention: never, unhandledAfter: never }

/** How long the end may take. Unit: ms. */
const closing = 5000

/**
 * Opens the store that the settings name, beside the processes that use it.
 *
 * @throws `missing-setting`, `invalid-arguments`, `store-not-installed`, `store-not-found`; RoomCallbacksError
 */
export async function withInbox(
  { settings, flags, io }: Pick<Invocation<PlaceFlags>, 'settings' | 'flags' | 'io'>,
  work: (inbox: Inbox) => Promise<ExitName>,
): Promise<ExitName> {
  const address = readStoreAddress(settings.require('store'), flags, io.cwd)
  // A misspelt path must not become a new store, nor a file of another program.
  if (address.kind === 'sqlite') requireStore(address.place)
  const inbox = await openAsOperator(address, io.cwd)
  try {
    return await work(inbox)
  } finally {
    await close(inbox)
  }
}

/** Opens a store, and makes that of SQLite where it is missing. @throws `store-not-installed`; RoomCallbacksError */
export async function openAsOperator({ kind, place, flags }: StoreAddress, cwd: string): Promise<Inbox> {
  const { openInbox } = await loadStore(kind, cwd)
  if (kind === 'postgres') return openInbox({ connection: place, ...flags }, careful)
  if (kind === 'redis') return openInbox({ connection: place, ...flags, ...careful })
  // The order of a file is that of all its processes: it stays as the app has it.
  return openInbox(place, { ...careful, asOperator: true })
}

/** What was done is done; a store that does not end must not hide it. */
export const close = (inbox: Inbox): Promise<void> => inbox.close({ timeout: closing }).catch(() => {})

/** A store has a first page from its beginning: an empty file is none yet. */
function requireStore(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size
  if (size === undefined) throw new CliError('store-not-found', `There is no file ${path}.`)
  if (size === 0) throw new CliError('store-not-found', `The file ${path} is empty.`)
}
