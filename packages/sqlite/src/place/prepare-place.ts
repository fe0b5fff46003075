import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { StoreFailure } from '../database/store-failure.ts'
import { type FileSystemQueries, refuseFileSystem } from './file-systems.ts'

/** What SQLite writes beside a database. */
const suffixes = ['', '-wal', '-shm', '-journal']

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'This process may not read and write there. Check the owner and the mode of the directory.',
  EPERM: 'This process may not read and write there. Check the owner of the file, and that the directory is its own.',
  EROFS: 'The file system is read-only. Mount a volume that this process may write to, and name a file on it.',
  ENOTDIR: 'A part of the path is a file. Name a file in a directory.',
  EEXIST: 'A part of the path is a file. Name a file in a directory.',
  ENOSPC: 'The disk is full. Make room, and start again.',
  EDQUOT: 'The quota of the disk is used up. Make room, and start again.',
  ENAMETOOLONG: 'The path is too long.',
  ELOOP: 'The path has a symbolic link that leads to itself.',
  ENOENT: 'The directory cannot be made there. Choose a directory on a disk.',
}

/** A file that can be opened. */
export interface PreparedPlace {
  /** Absolute and without symbolic links. */
  readonly path: string
  /** Gives other users their rights back: the file turned out to be one of another program. */
  readonly giveBack: () => void
}

/**
 * Makes the directory and the file where they are missing, and takes the rights of other users away: packets are
 * personal data. A directory that was there keeps its mode if it holds other files too, since those may be meant for others.
 *
 * @throws StoreFailure
 */
export function preparePlace(given: string, queries?: FileSystemQueries): PreparedPlace {
  if (given === '')
    throw new StoreFailure('The path is empty. Name a file: openInbox("./callbacks.db").', 'invalid-option')
  if (given.includes('\0')) throw new StoreFailure('The path has a NUL character in it.', 'invalid-option')
  if (given === ':memory:' || given.startsWith('file:')) {
    throw new StoreFailure(
      `"${given.slice(0, 40)}" is no path. Name a file: openInbox("./callbacks.db").`,
      'invalid-option',
    )
  }
  try {
    const path = realPath(resolve(given))
    const directory = dirname(path)
    makeDirectory(directory)
    refuseFileSystem(directory, queries)
    // SQLite makes files beside the database.
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK)
    createFile(path)
    accessSync(path, constants.R_OK | constants.W_OK)
    const changed = keepPrivate(path)
    return {
      path,
      giveBack() {
        for (const [name, mode] of changed) chmodSync(name, mode)
      },
    }
  } catch (error) {
    if (error instanceof StoreFailure) throw error
    const { code = '', message } = error as NodeJS.ErrnoException
    throw new StoreFailure(`${given}: ${reasons[code] ?? message}`)
  }
}

/** Of a read-only file system, `mkdir` with `recursive` says ENOENT: access to what is there says EROFS. */
function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
  } catch (error) {
    let existing = directory
    while (!existsSync(existing)) existing = dirname(existing)
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') accessSync(existing, constants.W_OK)
    throw error
  }
}

/** SQLite names its files beside the database after the file that a link leads to. */
function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
    return isLink ? realPath(resolve(dirname(path), readlinkSync(path))) : path
  }
}

function createFile(path: string): void {
  const found = statusOf(path)
  if (found === undefined) createAnew(path)
  else if (found.isDirectory()) {
    throw new StoreFailure(`${path} is a directory. Name a file in it: openInbox("${join(path, 'callbacks.db')}").`)
  } else if (!found.isFile()) throw new StoreFailure(`${path} is no regular file. Name a file on a disk.`)
}

/** A file that another thread made meanwhile is not opened: to close it again would end the POSIX locks of this process. */
function createAnew(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** @returns what was changed, and the modes before */
function keepPrivate(path: string): Map<string, number> {
  const changed = new Map<string, number>()
  if (process.platform === 'win32') return changed
  const change = (name: string, mode: number): void => {
    const found = statusOf(name)
    if (!found || (found.mode & 0o077) === 0) return
    chmodSync(name, mode)
    changed.set(name, found.mode & 0o7777)
  }
  for (const suffix of suffixes) change(path + suffix, 0o600)
  const directory = dirname(path)
  // The root of a volume has a folder of its own for what a check of the disk finds.
  const names = ['lost+found', ...suffixes.map((suffix) => basename(path) + suffix)]
  const isShared = readdirSync(directory).some((name) => !names.includes(name))
  if (!isShared) change(directory, 0o700)
  return changed
}

const statusOf = (path: string): Stats | undefined => statSync(path, { throwIfNoEntry: false })
