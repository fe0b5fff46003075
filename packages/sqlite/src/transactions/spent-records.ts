import type { Store } from '../database/store.ts'
import { states } from '../layout/states.ts'

/** Records that are removed together. */
const most = 256

/**
 * The record of an entry that was handled is needed no more. Many are removed at once: each by itself would write the pages
 * that it frees with every commit.
 */
export function countSpent(store: Store): void {
  store.numbers.add('spentRecords', 1)
  if (store.numbers.get('spentRecords') >= most) removeSpent(store)
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
