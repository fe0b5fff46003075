import { checksumOf } from '../layout/records.ts'
import { liveStates, states } from '../layout/states.ts'
import { damagedAdvice } from './sqlite-error.ts'
import type { Store } from './store.ts'
import { StoreFailure } from './store-failure.ts'

/**
 * Reads the whole file and refuses it where it is damaged.
 *
 * @param isThorough compares indexes and checksums too, which takes several times as long
 * @throws StoreFailure
 */
export function checkFile(store: Store, isThorough: boolean): void {
  const pragma = isThorough ? 'integrity_check' : 'quick_check'
  const found = store.statements.get(`PRAGMA ${pragma}(1)`)?.[pragma]
  if (found !== 'ok') refuse(`${String(found)}.`)
  checkNumbers(store)
  if (isThorough) checkRecords(store)
}

/** A copy that mixes two moments of the file is well-formed page by page, but its numbers are not those of its rows. */
function checkNumbers({ statements, numbers }: Store): void {
  const rows = statements.all(`SELECT state, command, count(*) AS entries, sum(size) AS bytes
    FROM entries WHERE state <> ${states.handled} GROUP BY state, command`)
  const sum = (column: 'entries' | 'bytes', isMeant: (state: number, command: number) => boolean): number =>
    rows
      .filter(({ state, command }) => isMeant(state as number, command as number))
      .reduce((total, row) => total + (row[column] as number), 0)
  const isIn = (wanted: number) => (state: number) => state === wanted
  const agrees = [
    sum('entries', isIn(states.dead)) === numbers.get('dead'),
    sum('entries', isIn(states.refused)) === numbers.get('refused'),
    sum('entries', isIn(states.recorded)) === numbers.get('recorded'),
    sum('bytes', (state) => state <= states.dead) === numbers.get('bytes'),
    sum('bytes', isIn(states.refused)) === numbers.get('refusedBytes'),
    sum('bytes', isIn(states.recorded)) === numbers.get('recordedBytes'),
    ((statements.get('SELECT max(sequence) AS last FROM entries')?.['last'] as number | null) ?? -1) <
      numbers.get('nextSequence'),
    sum('entries', (state) => state < liveStates) === liveEntries(numbers),
    rows.every(({ state, command, entries }) =>
      (state as number) < liveStates ? numbers.live(command as number, state as number) === entries : true,
    ),
    sum('entries', () => true) + numbers.get('spentRecords') ===
      statements.get('SELECT count(*) AS entries FROM records')?.['entries'],
    statements.get(`SELECT count(*) AS entries FROM records JOIN entries USING (sequence)
      WHERE state <> ${states.handled}`)?.['entries'] === sum('entries', () => true),
  ]
  if (!agrees.every(Boolean)) refuse('Its parts are of different moments, as in a copy of a file in use.')
}

function liveEntries(numbers: Store['numbers']): number {
  let total = 0
  for (let state = 0; state < liveStates; state++) total += numbers.sum(state)
  return total
}

function checkRecords({ statements }: Store): void {
  const part = 'SELECT sequence, head, body, checksum FROM records WHERE sequence > ? ORDER BY sequence LIMIT 200'
  let last = -1
  for (let rows = statements.all(part, last); rows.length > 0; rows = statements.all(part, last)) {
    for (const { sequence, head, body, checksum } of rows) {
      last = sequence as number
      if (checksumOf(head as string, body as Uint8Array) !== checksum)
        refuse(`Record ${last} is not as it was written.`)
    }
  }
}

function refuse(detail: string): never {
  throw new StoreFailure(`The database is damaged. ${detail} ${damagedAdvice}`)
}
