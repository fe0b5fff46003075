import { existsSync } from 'node:fs'
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
  const inbox = await open(address, io.cwd)
  try {
    return await work(inbox)
  } finally {
    // What was done is done; a store that does not end must not hide it.
    await inbox.close({ timeout: closing }).catch(() => {})
  }
}

async function open({ kind, place, flags }: StoreAddress, cwd: string): Promise<Inbox> {
  const { openInbox } = await loadStore(kind, cwd)
  if (kind === 'postgres') return openInbox({ connection: place, ...flags }, careful)
  if (kind === 'redis') return openInbox({ connection: place, ...flags, ...careful })
  // A misspelt path must not become a new store.
  if (!existsSync(place)) throw new CliError('store-not-found', `There is no file ${place}.`)
  return openInbox(place, careful)
}
