import { constants } from 'node:os'
import { RoomCallbacksError } from '@room-callbacks/core'

const { ENOSPC, EDQUOT, EFBIG, EACCES, EPERM, EROFS } = constants.errno

const mapFull = -30792

/** What the codes of LMDB and of the system mean for whoever has to mend it. */
const details: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [ENOSPC, 'The disk is full.'],
  ['ENOSPC', 'The disk is full.'],
  [EDQUOT, 'The quota of the disk is used up.'],
  [EFBIG, 'The file may not grow any more.'],
  [mapFull, 'The file may not grow any more.'],
  [EACCES, 'This process may not read and write there.'],
  ['EACCES', 'This process may not read and write there.'],
  [EPERM, 'This process may not read and write there.'],
  ['EPERM', 'This process may not read and write there.'],
  [EROFS, 'The file system is read-only.'],
  ['EROFS', 'The file system is read-only.'],
  ['ENOTDIR', 'A part of the path is a file.'],
  ['EEXIST', 'The path is a file; a directory is needed.'],
])

/** Makes a coded error of what LMDB or the file system threw. */
export function failure(cause: unknown): RoomCallbacksError {
  if (cause instanceof RoomCallbacksError) return cause
  const { code, message } = cause as { code?: unknown; message: string }
  return new RoomCallbacksError('inbox-failed', details.get(code) ?? message, { cause })
}
