import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { RoomCallbacksError } from '@room-callbacks/core'
import { isWhole, noPage, type PageFile } from './pages.ts'

/** Where things stand in the two first pages of a file of LMDB. */
const offsets = {
  flags: 18,
  magic: 24,
  version: 28,
  pageSize: 48,
  freeRoot: 88,
  mainRoot: 136,
  lastPage: 144,
  transaction: 152,
}
const length = 160
const metaPage = 8
const magic = 0xbeefc0de
const dataVersion = 2

interface Meta {
  readonly pageSize: number
  readonly roots: readonly bigint[]
  readonly lastPage: bigint
  readonly transaction: bigint
}

/**
 * Looks at a file before LMDB maps it into memory: what is not a store, or is a part of one, would
 * end the process without a word.
 *
 * @throws `inbox-failed`
 */
export function checkFile(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    if (fstatSync(descriptor).size > 0) checkPages(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function checkPages(descriptor: number): void {
  const first = readMeta(descriptor, 0)
  const second = readMeta(descriptor, first.pageSize)
  // Not before: another process may make the file longer, and only then write a page that leads there.
  const { size } = fstatSync(descriptor)
  const newest = first.transaction > second.transaction ? first : second
  const file: PageFile = { descriptor, pageSize: first.pageSize, pages: BigInt(Math.ceil(size / first.pageSize)) }
  // A file may be shorter than it was meant to be and yet whole: its last pages were free.
  const isComplete = newest.lastPage < file.pages
  const areRootsThere = newest.roots.every((root) => root === noPage || root < file.pages)
  if (!areRootsThere || !(isComplete || newest.roots.every((root) => isWhole(file, root)))) refuse('It was cut short.')
}

function readMeta(descriptor: number, position: number): Meta {
  const bytes = Buffer.alloc(length)
  if (readSync(descriptor, bytes, 0, length, position) < length) refuse('It was cut short.')
  const pageSize = bytes.readUInt32LE(offsets.pageSize)
  const isMeta = bytes.readUInt32LE(offsets.magic) === magic && (bytes.readUInt16LE(offsets.flags) & metaPage) !== 0
  if (!isMeta || pageSize < 256 || pageSize > 65_536) refuse('It is not a file of LMDB.')
  const version = bytes.readUInt16LE(offsets.version)
  if (version !== dataVersion) refuse(`Its data format is ${version}, and not ${dataVersion}.`)
  return {
    pageSize,
    roots: [bytes.readBigUInt64LE(offsets.freeRoot), bytes.readBigUInt64LE(offsets.mainRoot)],
    lastPage: bytes.readBigUInt64LE(offsets.lastPage),
    transaction: bytes.readBigUInt64LE(offsets.transaction),
  }
}

function refuse(why: string): never {
  throw new RoomCallbacksError(
    'inbox-failed',
    `The file data.mdb is damaged. ${why} Restore a backup, or move it away to begin anew.`,
  )
}
