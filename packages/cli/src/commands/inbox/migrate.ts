import type { Run } from '../command-definition.ts'
import { loadStore } from './load-store.ts'
import { type PlaceFlags, readStoreAddress, type StoreAddress } from './store-address.ts'
import { close, openAsOperator } from './with-inbox.ts'

/** Makes the tables of a store, or brings them up to date. */
export const migrate: Run<PlaceFlags> = async ({ flags, settings, io, output }) => {
  const address = readStoreAddress(settings.require('store'), flags, io.cwd)
  await migrateStore(address, io.cwd)
  output.result({ store: address.kind, isUpToDate: true }, () =>
    address.kind === 'redis' ? 'Redis has no tables: the inbox can be used.' : 'The tables are up to date.',
  )
  return 'ok'
}

async function migrateStore(address: StoreAddress, cwd: string): Promise<void> {
  const { kind, place, flags } = address
  const { migrate: migrateTables } = await loadStore(kind, cwd)
  if (migrateTables) await migrateTables({ connection: place, ...flags })
  // Opening makes the file of SQLite, and shows that the store can be used: of Postgres, a function may have been dropped.
  await close(await openAsOperator(address, cwd))
}
