import type { HandledCommands, InboxRecord, LeasedEntry, LeaseRequest, RecordedError } from '@room-callbacks/core/inbox'
import { noteDue, type Store } from '../database/store.ts'
import { checksumOf, recordFrom } from '../layout/records.ts'
import { states } from '../layout/states.ts'
import { count, type Entry, entriesOf, entryColumns, isBlocked, isOrdered, move, unblockNext } from './entries.ts'
import { bury } from './settle.ts'

/** A leased entry, with its place, the number of its command, and its size. */
export interface PlacedEntry extends LeasedEntry {
  readonly sequence: number
  readonly command: number
  readonly size: number
}

/** Why a record that cannot be read is a dead letter. */
const damagedRecord: RecordedError = {
  code: 'inbox-failed',
  message: 'Its record is damaged: the disk gave back other bytes than were written.',
}

/** Due entries that are looked through for the oldest, so that a long list of them costs no more. */
const mostDue = 1000

/** Leases entries that are ready: a suspect alone, or others, oldest first. */
export function lease(
  store: Store,
  request: LeaseRequest,
): { entries: readonly PlacedEntry[]; suspectsReady: boolean } {
  store.leasing = request.commands
  const commands = request.commands === '*' ? undefined : commandIds(store, request.commands)
  const suspects = readySuspects(store, commands)
  const [suspect] = suspects.sort((one, other) => one.crashes - other.crashes || one.sequence - other.sequence)
  const isAlone = suspect !== undefined && request.suspects === 'one'
  const chosen = isAlone ? [suspect] : oldestReady(store, request.limit, commands)
  const entries: PlacedEntry[] = []
  for (const entry of chosen) {
    const leased = leaseEntry(store, entry, request)
    if (leased) entries.push(leased)
  }
  return { entries, suspectsReady: suspects.length > (isAlone ? 1 : 0) }
}

export const commandIds = ({ commands }: Store, names: readonly string[]): readonly number[] =>
  names.map((name) => commands.find(name)).filter((id) => id !== undefined)

/** Whether something waits, of the commands that this process leases, that can be leased now. */
export function isAnyReady(store: Store): boolean {
  const { numbers, leasing } = store
  if (numbers.sum(states.waiting) === 0) return false
  return leasing === '*' || numbers.sum(states.waiting, commandIds(store, leasing)) > 0
}

/** A bound that is so near is looked up again. Unit: ms. */
const near = 1000

/**
 * A time before which no delay and no lease is over, of the commands that this process leases. What it asks for most is whether
 * anything is due soon: so the first one is looked for only when the bound comes near, or another connection wrote.
 */
export function dueBound(store: Store): number | undefined {
  const { leasing, time } = store
  if (store.dueBound?.commands !== leasing || store.dueBound.time < time + near) {
    store.dueBound = { commands: leasing, time: nextDue(store, leasing) ?? Number.POSITIVE_INFINITY }
  }
  const bound = store.dueBound.time
  return bound === Number.POSITIVE_INFINITY ? undefined : bound
}

/** When the next delay or lease of these commands is over, on the lease clock. */
export function nextDue(store: Store, meant: HandledCommands): number | undefined {
  const { statements, numbers } = store
  const commands = meant === '*' ? undefined : commandIds(store, meant)
  const counts = ([states.running, states.delayed] as const).filter((state) => numbers.sum(state, commands) > 0)
  const times = counts.map((state) => {
    const isAll = commands === undefined || numbers.sum(state, commands) === numbers.sum(state)
    const row = isAll
      ? statements.get(`SELECT min(until) AS first FROM entries WHERE state = ${state}`)
      : statements.get(
          `SELECT min(until) AS first FROM entries
            WHERE state = ${state} AND command IN (SELECT value FROM json_each(?))`,
          JSON.stringify(commands),
        )
    return row?.['first'] as number
  })
  return times.length > 0 ? Math.min(...times) : undefined
}

const isHandled = (commands: readonly number[] | undefined, { command }: Entry): boolean =>
  commands === undefined || commands.includes(command)

/** Entries that may have ended the process that had them, and can be leased now; a lease that ran out counts already. */
function readySuspects(store: Store, commands: readonly number[] | undefined): Entry[] {
  const { statements, time } = store
  const crashed = entriesOf(
    statements.all(`SELECT ${entryColumns} FROM entries WHERE state = ${states.running} AND until <= ?`, time),
  ).map((entry) => ({ ...entry, crashes: entry.crashes + 1 }))
  const parked = entriesOf(
    statements.all(
      `SELECT ${entryColumns} FROM entries
        WHERE crashes > 0 AND (state = ${states.waiting} OR state = ${states.delayed}) AND (until IS NULL OR until <= ?)`,
      time,
    ),
  )
  return [...crashed, ...parked].filter((entry) => isHandled(commands, entry) && !standsBack(store, entry))
}

/** The oldest entries that never lost a process, and can be leased now. */
function oldestReady(store: Store, limit: number, commands: readonly number[] | undefined): readonly Entry[] {
  const { statements, numbers, time } = store
  const ready = [...(commands ?? numbers.commandIds())]
    .filter((command) => numbers.live(command, states.waiting) > 0)
    .flatMap((command) => entriesOf(statements.all(readySql, command, limit)))
  const due = numbers.sum(states.delayed) === 0 ? [] : entriesOf(statements.all(dueSql, time, mostDue))
  return [...ready, ...due.filter((entry) => isHandled(commands, entry) && !standsBack(store, entry))]
    .sort((one, other) => one.sequence - other.sequence)
    .slice(0, limit)
}

const readySql = `SELECT ${entryColumns} FROM entries
  WHERE state = ${states.waiting} AND command = ? AND crashes = 0 ORDER BY sequence LIMIT ?`
const dueSql = `SELECT ${entryColumns} FROM entries
  WHERE state = ${states.delayed} AND until <= ? AND crashes = 0 ORDER BY until LIMIT ?`

/** Only after the store began to keep the order of rooms: what was leased or delayed before may have an earlier one. */
function standsBack(store: Store, entry: Entry): boolean {
  if (entry.room === null || !isOrdered(store) || !isBlocked(store, entry.room, entry.sequence)) return false
  const sql = 'UPDATE entries SET crashes = ?, until = NULL, fence = NULL WHERE sequence = ?'
  store.statements.run(sql, entry.crashes, entry.sequence)
  move(store, entry, states.blocked)
  unblockNext(store, entry.room)
  return true
}

/** Nothing where its record is damaged: then it is a dead letter, so that it holds nothing up. */
function leaseEntry(store: Store, entry: Entry, { now, duration }: LeaseRequest): PlacedEntry | undefined {
  const record = readRecord(store, entry, now)
  if (!record) return undefined
  const { statements, numbers, time } = store
  const { sequence, command, size, state, crashes } = entry
  const attempt = entry.attempts + 1
  const fence = numbers.next('nextFence')
  statements.run(
    `UPDATE entries SET state = ${states.running}, at = ?, until = ?, fence = ?, attempts = ?, crashes = ? WHERE sequence = ?`,
    now,
    time + duration,
    fence,
    attempt,
    crashes,
    sequence,
  )
  noteDue(store, time + duration)
  if (state !== states.running) {
    count(store, state, entry, -1)
    count(store, states.running, entry, 1)
  }
  return { sequence, command, size, record, attempt, crashes, fence }
}

function readRecord(store: Store, entry: Entry, now: number): InboxRecord | undefined {
  const row = store.statements.get('SELECT head, body, checksum FROM records WHERE sequence = ?', entry.sequence)
  const head = row?.['head'] as string
  const body = row?.['body'] as Uint8Array
  if (row && checksumOf(head, body) === row['checksum']) return recordFrom(head, body)
  bury(store, entry, states.dead, now, damagedRecord)
  return undefined
}
