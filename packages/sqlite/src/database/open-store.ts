import { statSync } from 'node:fs'
import type { InboxSettings } from '@room-callbacks/core/inbox'
import type { FileSystemQueries } from '../place/file-systems.ts'
import { preparePlace } from '../place/prepare-place.ts'
import { setOrder } from '../transactions/entries.ts'
import { checkFile } from './check.ts'
import { checkLog } from './check-log.ts'
import { configure, connect } from './connect.ts'
import { type Database, Statements } from './database.ts'
import type { Driver } from './load-driver.ts'
import { LockWait } from './lock-wait.ts'
import { migrate, versionOf } from './migrate.ts'
import { findOthers, registerProcess } from './processes.ts'
import { followReboot } from './reboot.ts'
import { resultOf } from './sqlite-error.ts'
import { makeStore, readNumbers, type Store, saveNumbers, seesForeign } from './store.ts'
import { ForeignFile } from './store-failure.ts'

/** Up to this size a file is read whole whenever no other process has it open. Unit: bytes. */
const quicklyRead = 67_108_864

/** What a store is opened with. */
export interface Opening {
  readonly path: string
  readonly settings: InboxSettings
  /**
   * `claims`: for `sqliteDeduplication`, whose commits wait for no disk. `operation`: for an operator. With both, the order that
   * an inbox in the same file keeps stays as it is.
   */
  readonly purpose: 'inbox' | 'operation' | 'claims'
  /** Which start of the machine this is. */
  readonly boot: string
  /** The lease clock. Unit: ms. */
  readonly time: number
  /** In ms since 1970. */
  readonly now: number
  /** See `sharedCounts`. Shared memory. */
  readonly shared: Int32Array
  /** For how long others may hold the lock and commit nothing. Unit: ms. */
  readonly lockPatience?: number | undefined
}

/** Opens the file, or makes it. @throws StoreFailure, or what SQLite throws */
export function openStore(driver: Driver, opening: Opening, queries?: FileSystemQueries): Store {
  const place = preparePlace(opening.path, queries)
  try {
    return openAt(driver, place.path, opening)
  } catch (error) {
    if (error instanceof ForeignFile || resultOf(error) === 'NOTADB') place.giveBack()
    throw error
  }
}

function openAt(driver: Driver, path: string, opening: Opening): Store {
  const synchronous = opening.purpose === 'claims' ? 'NORMAL' : 'FULL'
  return connect(driver, path, (database) => {
    const wait = new LockWait(database, opening.lockPatience)
    checkLogIfNeeded(database, path, wait)
    wait.run(() => configure(database, path, synchronous))
    const store = makeStore(database, path, opening)
    if (wait.run(() => versionOf(database)) > 0) checkIfNeeded(store, wait)
    prepare(store, opening, wait)
    return store
  })
}

/** A further connection of a process that opened the store. It waits for no lock. @throws what SQLite throws */
export const joinStore = (driver: Driver, path: string, opening: Opening): Store =>
  connect(driver, path, (database) => {
    configure(database, path, 'FULL')
    return makeStore(database, path, opening)
  })

/** Looks at the log before anything is written, which would go over what is damaged. */
function checkLogIfNeeded(database: Database, path: string, wait: LockWait): void {
  // A file that is made has no log, and a transaction in it would settle that it is never made shorter.
  if (statSync(path).size === 0) return
  const isOpen = () => versionOf(database) > 0 && findOthers({ statements: new Statements(database), path }) === 'alive'
  if (wait.run(isOpen)) return
  // With the lock: what others write meanwhile would look like damage.
  wait.run(() => database.exec('BEGIN IMMEDIATE'))
  try {
    checkLog(`${path}-wal`)
  } finally {
    database.exec('ROLLBACK')
  }
}

/** Where a process ended without closing the store, and where reading it takes no time. */
function checkIfNeeded(store: Store, wait: LockWait): void {
  const others = wait.run(() => findOthers(store))
  if (others === 'alive') return
  const isSmall = statSync(store.path).size <= quicklyRead
  if (!isSmall && others === 'none') return
  // Of one moment: others may be writing, and numbers of another moment than the rows would look like damage.
  store.database.exec('BEGIN')
  try {
    store.numbers.load(wait.run(() => readNumbers(store)))
    checkFile(store, isSmall)
  } finally {
    store.database.exec('COMMIT')
  }
}

/** It writes, too: that the store cannot be written is found now, and not when a callback was accepted. */
function prepare(store: Store, { boot, now, settings, purpose }: Opening, wait: LockWait): void {
  const { database, numbers } = store
  wait.run(() => database.exec('BEGIN IMMEDIATE'))
  try {
    migrate(database)
    numbers.load(readNumbers(store))
    // From here on it counts what others write.
    seesForeign(store)
    if (numbers.get('nextFence') === 0) numbers.set('nextFence', now)
    followReboot(store, boot, now)
    registerProcess(store)
    if (purpose === 'inbox') setOrder(store, settings.order)
    saveNumbers(store)
    database.exec('COMMIT')
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
}
