import type { InboxSettings } from '@room-callbacks/core/inbox'
import type { Row } from '../database/database.ts'
import type { Store } from '../database/store.ts'
import { entryKey } from '../layout/records.ts'
import { states } from '../layout/states.ts'
import { count, type Entry, entriesOf, entryColumns, isBlocked, isOrdered, remove, removeSpent } from './entries.ts'

/** Entries that one transaction of an operator touches at most, so that callbacks get in between. */
export const chunk = 500

/** What a part of an operation did. */
export interface Part {
  readonly ids: readonly string[]
  /** What is given as `below` for the next part; undefined when this was the last. */
  readonly next: number | undefined
}

const kept = {
  dead: `(state = ${states.dead} OR state = ${states.refused})`,
  recorded: `state = ${states.recorded}`,
  any: `(state = ${states.dead} OR state = ${states.refused} OR state = ${states.recorded})`,
}

/**
 * Which entries are meant: one; or all of a state that were there when the operation began, which have a sequence below one,
 * and came into the state at the latest at a time.
 */
export type KeptEntries =
  | { readonly id: string; readonly state: 'dead' | 'any' }
  | {
      readonly state: 'dead' | 'recorded'
      readonly below?: number | undefined
      /** In ms since 1970. */
      readonly until?: number | undefined
    }

function find({ statements }: Store, what: KeptEntries, below: number): readonly (Entry & { head: string })[] {
  const select = `SELECT ${entryColumns}, head FROM entries JOIN records USING (sequence) WHERE ${kept[what.state]}`
  let rows: readonly Row[]
  if ('id' in what) rows = statements.all(`${select} AND key = ?`, entryKey(what.id))
  else if (what.until === undefined) {
    rows = statements.all(`${select} AND sequence < ? ORDER BY sequence LIMIT ${chunk}`, below)
  } else rows = statements.all(`${select} AND sequence < ? AND at <= ? LIMIT ${chunk}`, below, what.until)
  return rows as unknown as readonly (Entry & { head: string })[]
}

const partOf = (entries: readonly { readonly head: string }[], below: number): Part => ({
  ids: entries.map(({ head }) => JSON.parse(head).id as string),
  next: entries.length < chunk ? undefined : below,
})

const beginOf = ({ numbers }: Store, what: KeptEntries): number =>
  ('below' in what ? what.below : undefined) ?? numbers.get('nextSequence')

/** Lets dead letters wait again, with nothing behind them, at the end of their rooms. */
export function retry(store: Store, what: KeptEntries & { state: 'dead' }, now: number): Part {
  const below = beginOf(store, what)
  const letters = find(store, what, below)
  for (const letter of letters) revive(store, letter, now)
  return partOf(letters, below)
}

/** A dead letter waits again, as if it came now. */
export function revive(store: Store, letter: Entry & { readonly head: string }, now: number): void {
  const { statements, numbers, commands } = store
  const head = JSON.parse(letter.head) as { command: string; orderKey?: string }
  const sequence = numbers.next('nextSequence')
  const room = isOrdered(store) && head.orderKey !== undefined ? head.orderKey : null
  const state = room !== null && isBlocked(store, room, sequence) ? states.blocked : states.waiting
  const command = commands.idOf(head.command)
  statements.run(
    `UPDATE entries SET sequence = ?, state = ?, command = ?, at = ?, attempts = 0, crashes = 0, room = ?,
      error_code = NULL, error_message = NULL WHERE sequence = ?`,
    sequence,
    state,
    command,
    now,
    room,
    letter.sequence,
  )
  statements.run('UPDATE records SET sequence = ? WHERE sequence = ?', sequence, letter.sequence)
  count(store, letter.state, letter, -1)
  count(store, state, { ...letter, command }, 1)
}

/** Forgets entries that are only kept to be read, ids and all. */
export function purge(store: Store, what: KeptEntries): Part {
  const below = beginOf(store, what)
  const entries = find(store, what, below)
  for (const entry of entries) remove(store, entry)
  return partOf(entries, below)
}

/** Forgets the keys of handled entries whose time is over. @returns whether there may be more */
export function forgetHandled(store: Store, now: number): boolean {
  const { statements, numbers } = store
  removeSpent(store)
  const from = numbers.get('handledFrom')
  const rows = statements.all(
    `SELECT sequence, state, until FROM entries WHERE sequence >= ? ORDER BY sequence LIMIT ${chunk}`,
    from,
  )
  const isOver = (row: Row) => row['state'] === states.handled && (row['until'] as number) <= now
  const over = rows.filter(isOver)
  for (const row of over) statements.run('DELETE FROM entries WHERE sequence = ?', row['sequence'] as number)
  const firstKept = rows.find((row) => !isOver(row))
  const next = firstKept ? firstKept['sequence'] : rows.at(-1)?.['sequence']
  if (next !== undefined && next !== from) numbers.set('handledFrom', next as number)
  return over.length > 0 && rows.length === chunk
}

/** Refused packets and recorded decisions have bounds of their own: the first that came go first. */
export function dropOldest(store: Store, state: typeof states.refused | typeof states.recorded): void {
  const { settings, numbers, statements } = store
  const [entries, bytes, mostEntries, mostBytes] = boundsOf(state, settings)
  const isOver = () => numbers.get(entries) > mostEntries || numbers.get(bytes) > mostBytes
  while (isOver()) {
    const sql = `SELECT ${entryColumns} FROM entries WHERE state = ${state} ORDER BY sequence LIMIT 8`
    const oldest = entriesOf(statements.all(sql))
    if (oldest.length === 0) return
    for (const entry of oldest) {
      if (!isOver()) return
      remove(store, entry)
      numbers.add('dropped', 1)
    }
  }
}

function boundsOf(state: typeof states.refused | typeof states.recorded, settings: InboxSettings) {
  return state === states.refused
    ? (['refused', 'refusedBytes', settings.maxRefusedEntries, settings.maxRefusedBytes] as const)
    : (['recorded', 'recordedBytes', settings.maxRecordedEntries, settings.maxRecordedBytes] as const)
}
