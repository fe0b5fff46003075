import { RoomCallbacksError } from '@room-callbacks/core'
import { toVersion2 } from './migrations/to-version-2.ts'
import type { Trees } from './trees.ts'

/** Changes a store of one version into one of the next. */
export type Migration = (trees: Trees) => void

/** How the store is laid out: each migration leads from the version of its place, from 1, to the next. */
const migrations: readonly Migration[] = [toVersion2]

const formatKey = Buffer.from('format')

/** Brings the store to the newest version. It runs inside a transaction: either all of it happens, or nothing. */
export function bringUpToDate(trees: Trees, steps: readonly Migration[] = migrations): void {
  const newest = steps.length + 1
  const stored = trees.meta.getBinary(formatKey)
  const version = stored ? Number(Buffer.from(stored).toString()) : newest
  if (!(version >= 1 && version <= newest)) {
    throw new RoomCallbacksError(
      'inbox-failed',
      `The store has format ${version}, and this release knows those up to ${newest}: update the package.`,
    )
  }
  for (const migrate of steps.slice(version - 1)) migrate(trees)
  if (version !== newest || !stored) trees.meta.putSync(formatKey, Buffer.from(String(newest)))
}
