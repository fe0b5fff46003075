import { createInbox, type Inbox, type InboxOptions, readInboxOptions } from '@room-callbacks/core/inbox'
import { checkServer, type Durability, tellWeakDurability } from './connect/check-server.ts'
import { type Database, openDatabase } from './connect/database.ts'
import { failureOf, isLasting } from './connect/failure.ts'
import { type Place, type PostgresPlace, readPlace } from './connect/place.ts'
import { checkVersion, migrateAt } from './migrations/migrate.ts'
import { Functions } from './store/functions.ts'
import { PostgresInboxStore } from './store/postgres-inbox-store.ts'
import { tryStore } from './store/trial.ts'
import { WakeUps } from './store/wake-ups.ts'

/** How long it waits before it tries again what failed at the start. Unit: ms. */
const shortPause = 50

/** Where an inbox is in Postgres. */
export interface PostgresInboxPlace extends PostgresPlace {
  /** Whether the tables are made, or brought up to date, when they are not. Default: `false`, and then that is refused. */
  readonly migrate?: boolean | undefined
}

/** An inbox in Postgres. */
export interface PostgresInbox extends Inbox {
  /** What the server has done when it says that a callback is committed: what it said when the inbox was opened. */
  readonly durability: Durability
  /** How a process learns of what others stored: `polling` ten times a second where notifications do not arrive. */
  readonly wakesBy: 'notifications' | 'polling'
}

/**
 * Opens an inbox in Postgres, for any number of machines that receive, deliver, or both.
 *
 * @throws `invalid-option`
 * @throws `inbox-failed` when an entry cannot be stored, leased and completed within ten times the `queryTimeout`, or when the
 * tables are missing or of another version.
 * @example
 * const inbox = await openInbox({ connection: process.env.DATABASE_URL, migrate: true })
 * roomCallbacks(1400000000, { inbox }).on('Room.CallbackAfterMemberLeave', handler)
 */
export async function openInbox(where: PostgresInboxPlace, options: InboxOptions = {}): Promise<PostgresInbox> {
  const { migrate = false, ...rest } = { ...where }
  const place = readPlace(rest)
  const settings = readInboxOptions(options)
  const database = await openDatabase(place)
  const functions = new Functions(database, place)
  const wakeUps = new WakeUps(database, place.schema)
  try {
    const durability = await tryUntil(Date.now() + 10 * place.queryTimeout, async () => {
      const found = await checkServer(database)
      await prepare(database, place, migrate)
      await tryStore(functions, wakeUps, place.queryTimeout)
      return found
    })
    tellWeakDurability(durability)
    const close = () => database.close()
    const store = new PostgresInboxStore({ functions, wakeUps, settings, close })
    const wakesBy = wakeUps.canListen ? 'notifications' : 'polling'
    return Object.assign(createInbox(store, settings), { durability, wakesBy } as const)
  } catch (thrown) {
    await database.close()
    throw failureOf(thrown, place.redact)
  }
}

const prepare = (database: Database, place: Place, migrate: boolean): Promise<void> =>
  migrate ? migrateAt(database, place) : checkVersion(database, place.schema)

/** Postgres may go away while it is tried: then it is tried again, while there is time. */
async function tryUntil<Result>(end: number, tryIt: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await tryIt()
    } catch (thrown) {
      if (isLasting(thrown) || Date.now() >= end) throw thrown
      await new Promise((resolve) => setTimeout(resolve, shortPause))
    }
  }
}
