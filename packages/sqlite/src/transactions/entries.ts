import type { Row } from '../database/database.ts'
import type { Store } from '../database/store.ts'
import { liveStates, type State, states } from '../layout/states.ts'

/** A row of `entries`, as far as a change of its state needs it. */
export interface Entry {
  readonly sequence: number
  readonly state: State
  readonly command: number
  readonly size: number
  readonly attempts: number
  readonly crashes: number
  readonly room: string | null
  readonly errorCode: string | null
}

export const entryColumns = 'sequence, state, command, size, attempts, crashes, room, error_code AS errorCode'

export const entriesOf = (rows: readonly Row[]): readonly Entry[] => rows as unknown as readonly Entry[]

/** Counts an entry that comes into a state, or leaves it (`step` -1). */
export function count(
  { numbers }: Store,
  state: State,
  { command, size, errorCode }: Pick<Entry, 'command' | 'size' | 'errorCode'>,
  step: 1 | -1,
): void {
  if (state < liveStates) numbers.addLive(command, state, step)
  if (state <= states.dead) numbers.add('bytes', step * size)
  if (state === states.dead) numbers.add('dead', step)
  if (state === states.refused) {
    numbers.add('refused', step)
    numbers.add('refusedBytes', step * size)
    if (errorCode === 'unhandled') numbers.add('unhandled', step)
  }
  if (state === states.recorded) {
    numbers.add('recorded', step)
    numbers.add('recordedBytes', step * size)
  }
}

/** Entries that count for the capacity. */
export function countKept({ numbers }: Store): number {
  const { waiting, blocked, running, delayed } = states
  return numbers.get('dead') + numbers.sum(waiting) + numbers.sum(blocked) + numbers.sum(running) + numbers.sum(delayed)
}

/** Forgets an entry that is no live one, id and all. */
export function remove(store: Store, entry: Entry): void {
  store.statements.run('DELETE FROM entries WHERE sequence = ?', entry.sequence)
  store.statements.run('DELETE FROM records WHERE sequence = ?', entry.sequence)
  count(store, entry.state, entry, -1)
}

/** Records that are removed together. */
const mostSpent = 256

/**
 * The record of an entry that was handled is needed no more. Many are removed at once: each by itself would write the pages
 * that it frees with every commit.
 */
export function countSpent(store: Store): void {
  store.numbers.add('spentRecords', 1)
  if (store.numbers.get('spentRecords') >= mostSpent) removeSpent(store)
}

/** Removes the records of all entries that were handled. */
export function removeSpent({ numbers, statements }: Store): void {
  if (numbers.get('spentRecords') === 0) return
  const from = numbers.get('recordsFrom')
  statements.run(
    `DELETE FROM records WHERE sequence >= ? AND sequence IN (
      SELECT sequence FROM entries WHERE sequence >= ? AND state = ${states.handled})`,
    from,
    from,
  )
  numbers.set('recordsFrom', numbers.get('nextSequence'))
  numbers.set('spentRecords', 0)
}
