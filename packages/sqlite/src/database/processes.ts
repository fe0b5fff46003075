import { readFileSync, readlinkSync, statSync } from 'node:fs'
import type { Store } from './store.ts'

/** For how long a process that cannot be seen from here counts as alive after its last sign. Unit: ms of the lease clock. */
const longestSilence = 300_000

/** When a process started, and in which name space of pids, as far as the system tells. */
function startOf(pid: number | 'self'): string {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name of the program is in parentheses, and may hold white space.
    const started = status.slice(status.lastIndexOf(')') + 2).split(' ')[19]
    return `${readlinkSync('/proc/self/ns/pid')} ${started}`
  } catch {
    return ''
  }
}

/** Tells a file from its copies, which hold the same rows. */
function identityOf(path: string): string {
  const { dev, ino } = statSync(path, { bigint: true })
  return `${dev} ${ino}`
}

interface Opener {
  readonly id: string
  readonly pid: number
  readonly started: string
  /** The file that it opened. */
  readonly file: string
  readonly seen: number
}

/** `hidden`: in another name space of pids, as in another container. */
function lifeOf({ pid, started }: Opener): 'alive' | 'ended' | 'hidden' {
  const ours = startOf('self')
  if (ours.split(' ')[0] !== started.split(' ')[0]) return 'hidden'
  if (ours !== '') return startOf(pid) === started ? 'alive' : 'ended'
  try {
    return process.kill(pid, 0) ? 'alive' : 'ended'
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? 'alive' : 'ended'
  }
}

const openersOf = ({ statements }: Pick<Store, 'statements'>): readonly Opener[] =>
  statements.all('SELECT id, pid, started, file, seen FROM processes') as unknown as readonly Opener[]

/**
 * What became of the processes that opened the store: one may have ended without closing it, or all are alive. A process that
 * opened the file of which this one is a copy has not opened this one: the copy may mix two moments of that file, and would
 * be taken unread.
 */
export function findOthers(store: Pick<Store, 'statements' | 'path'>): 'none' | 'alive' | 'ended' {
  const openers = openersOf(store)
  if (openers.length === 0) return 'none'
  const file = identityOf(store.path)
  return openers.every((opener) => opener.file === file && lifeOf(opener) === 'alive') ? 'alive' : 'ended'
}

/** Notes that this process has the store open, and forgets those that ended. */
export function registerProcess(store: Store): void {
  const { statements, time } = store
  const file = identityOf(store.path)
  for (const opener of openersOf(store)) {
    const life = opener.file === file ? lifeOf(opener) : 'ended'
    const isSilent = life === 'hidden' && Math.abs(time - opener.seen) > longestSilence
    if (life === 'ended' || isSilent) statements.run('DELETE FROM processes WHERE id = ?', opener.id)
  }
  showLife(store)
}

/** A sign of life for those who cannot see this process. */
export function showLife({ statements, id, path, time }: Store): void {
  const row = [id, process.pid, startOf('self'), identityOf(path), time]
  statements.run('INSERT OR REPLACE INTO processes VALUES (?, ?, ?, ?, ?)', ...row)
}

/** The end of this process is a clean one. */
export function removeProcess({ statements, id }: Store): void {
  statements.run('DELETE FROM processes WHERE id = ?', id)
}
