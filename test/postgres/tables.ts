import {
  type InboxOptions,
  type LeaseClockSources,
  type LeasedEntry,
  readInboxOptions,
} from '@room-callbacks/core/inbox'
import { migrate } from '@room-callbacks/postgres'
import type { Test } from 'tap'
import { openDatabase } from '../../packages/postgres/src/connect/database.ts'
import { readPlace } from '../../packages/postgres/src/connect/place.ts'
import { Functions } from '../../packages/postgres/src/store/functions.ts'
import { PostgresInboxStore } from '../../packages/postgres/src/store/postgres-inbox-store.ts'
import { WakeUps } from '../../packages/postgres/src/store/wake-ups.ts'
import type { PostgresServer } from './postgres-server.ts'

/** Makes the tables, or empties them: to make them takes longer than most tests. */
export async function emptyTables(server: PostgresServer): Promise<void> {
  const s = 'room_callbacks'
  await migrate({ connection: server.url, queryTimeout: 20_000 })
  await server.query(`TRUNCATE ${s}.entries, ${s}.handled, ${s}.commands, ${s}.announcements, ${s}.numbers, ${s}.clock`)
  await server.query(`INSERT INTO ${s}.numbers DEFAULT VALUES`)
  await server.query(`INSERT INTO ${s}.clock DEFAULT VALUES`)
}

interface TestStoreOptions {
  readonly settings?: InboxOptions
  readonly clocks?: LeaseClockSources
  readonly queryTimeout?: number
  readonly url?: string
}

/** A store without an inbox around it. */
export async function openTestStore(
  server: PostgresServer,
  options: TestStoreOptions = {},
): Promise<PostgresInboxStore> {
  const { settings = {}, clocks, queryTimeout = 20_000, url = server.url } = options
  const place = readPlace({ connection: url, queryTimeout })
  const database = await openDatabase(place)
  const functions = new Functions(database, place)
  const wakeUps = new WakeUps(database, place.schema)
  const close = () => database.close()
  return new PostgresInboxStore({ functions, wakeUps, settings: readInboxOptions(settings), close, clocks })
}

/** The same, closed when the test ends. */
export async function testStore(
  t: Test,
  server: PostgresServer,
  options?: TestStoreOptions,
): Promise<PostgresInboxStore> {
  const store = await openTestStore(server, options)
  t.teardown(() => store.close())
  return store
}

/** Leases what is ready, for a minute. */
export async function leaseFrom(store: PostgresInboxStore, limit = 10): Promise<readonly LeasedEntry[]> {
  const commands = ['Room.CallbackAfterMemberLeave']
  const request = { limit, now: Date.now(), duration: 60_000, commands, suspects: 'one' } as const
  return (await store.lease(request)).entries
}
