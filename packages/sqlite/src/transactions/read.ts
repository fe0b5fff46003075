import type { EntryState, HandledCommands, InboxEntry, InboxStats, ListOptions } from '@room-callbacks/core/inbox'
import type { Row } from '../database/database.ts'
import type { Store } from '../database/store.ts'
import { entryKey, recordFrom } from '../layout/records.ts'
import { type State, states } from '../layout/states.ts'
import { commandIds } from './lease.ts'

/** The stored states that a state of an inbox stands for. */
const storedAs: { readonly [state in EntryState]: string } = {
  waiting: `(state = ${states.waiting} OR state = ${states.blocked})`,
  running: `state = ${states.running}`,
  delayed: `state = ${states.delayed}`,
  dead: `(state = ${states.dead} OR state = ${states.refused})`,
  recorded: `state = ${states.recorded}`,
}

/** What is in a state, in the order of arrival. */
export function list(
  { statements }: Store,
  state: EntryState,
  { limit, after }: ListOptions & { limit: number },
): InboxEntry[] {
  const last =
    typeof after === 'string'
      ? (statements.get('SELECT sequence FROM entries WHERE key = ?', entryKey(after))?.['sequence'] as number)
      : after
  const rows = statements.all(
    `${selectEntries} WHERE ${storedAs[state]} AND sequence > ? ORDER BY sequence LIMIT ?`,
    last ?? -1,
    limit,
  )
  return rows.map((row) => entryOf(state, row))
}

/** One entry that is kept; of a handled one the record is gone. */
export function get({ statements }: Store, id: string): InboxEntry | undefined {
  const [row] = statements.all(`${selectEntries} WHERE key = ? AND state <> ${states.handled}`, entryKey(id))
  return row && entryOf(stateNames.get(row['state'] as State) as EntryState, row)
}

const selectEntries = `SELECT sequence, state, attempts, crashes, at, error_code, error_message, head, body
  FROM entries JOIN records USING (sequence)`

const stateNames: ReadonlyMap<State, EntryState> = new Map([
  [states.waiting, 'waiting'],
  [states.blocked, 'waiting'],
  [states.running, 'running'],
  [states.delayed, 'delayed'],
  [states.dead, 'dead'],
  [states.refused, 'dead'],
  [states.recorded, 'recorded'],
])

function entryOf(state: EntryState, row: Row): InboxEntry {
  const { sequence, attempts, crashes, at, error_code: code, error_message: message } = row
  const error = code === null ? {} : { error: { code: code as string, message: message as string } }
  const record = recordFrom(row['head'] as string, row['body'] as Uint8Array)
  const numbers = { attempts: attempts as number, crashes: crashes as number, at: at as number }
  return { state, record, position: sequence as number, ...numbers, ...error }
}

/** The store in numbers. */
export function stats(store: Store, now: number, meant: HandledCommands = '*'): InboxStats {
  const { numbers } = store
  const commands = meant === '*' ? [...numbers.commandIds()] : commandIds(store, meant)
  const [running, delayed] = [numbers.sum(states.running, commands), numbers.sum(states.delayed, commands)]
  const oldest = receivedFirst(store, commands)
  return {
    waiting: numbers.sum(states.waiting, commands) + numbers.sum(states.blocked, commands),
    running,
    delayed,
    dead: numbers.get('dead') + numbers.get('refused'),
    refused: numbers.get('refused'),
    unhandled: numbers.get('unhandled'),
    recorded: numbers.get('recorded'),
    dropped: numbers.get('dropped'),
    bytes: numbers.get('bytes'),
    oldestAge: oldest === undefined ? undefined : Math.max(now - oldest, 0),
    rate: numbers.rate(now),
  }
}

/** When the request of the oldest live entry of these commands arrived. */
function receivedFirst(store: Store, commands: readonly number[]): number | undefined {
  const { statements, numbers } = store
  const sequences: number[] = []
  const note = (row: { readonly first?: unknown } | undefined) => {
    if (typeof row?.first === 'number') sequences.push(row.first)
  }
  for (const command of commands)
    for (const state of [states.waiting, states.blocked, states.delayed])
      if (numbers.live(command, state) > 0)
        note(
          statements.get(`SELECT min(sequence) AS first FROM entries WHERE state = ${state} AND command = ?`, command),
        )
  note(
    statements.get(
      `SELECT min(sequence) AS first FROM entries
        WHERE state = ${states.running} AND command IN (SELECT value FROM json_each(?))`,
      JSON.stringify(commands),
    ),
  )
  if (sequences.length === 0) return undefined
  const head = statements.get('SELECT head FROM records WHERE sequence = ?', Math.min(...sequences))?.['head'] as string
  return JSON.parse(head).receivedAt
}
