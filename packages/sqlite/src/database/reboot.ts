import { states } from '../layout/states.ts'
import type { Store } from './store.ts'

/**
 * After a restart of the machine the lease clock begins anew. No lease can be held any more, and delays go on by the wall
 * clock, which may be wrong: so no delay gets longer than it was.
 *
 * @param boot which start of the machine this is
 * @param now in ms since 1970
 */
export function followReboot(store: Store, boot: string, now: number): void {
  const { statements, numbers, time } = store
  const known = statements.get(`SELECT value FROM facts WHERE name = 'boot'`)?.['value']
  const last = numbers.get('lastTime')
  // Where the system has no name for a start, a clock that went back tells of one.
  if (known === boot && time >= last - tolerance) return
  statements.run(`INSERT OR REPLACE INTO facts VALUES ('boot', ?)`, boot)
  if (known === undefined) return
  statements.run(`UPDATE entries SET until = ? WHERE state = ${states.running}`, time)
  statements.run(
    `UPDATE entries SET until = ? + min(max(at - ?, 0), max(until - ?, 0)) WHERE state = ${states.delayed}`,
    time,
    now,
    last,
  )
  statements.run('UPDATE announcements SET first_seen = ?, last_seen = ?', time, time)
  numbers.add('announcements', 1)
  statements.run('DELETE FROM claims WHERE reply IS NULL OR until <= ?', last)
  statements.run('UPDATE claims SET until = until + ?', time - last)
  numbers.set('claims', statements.get('SELECT count(*) AS claims FROM claims')?.['claims'] as number)
  // Those that had the store open are gone with the machine.
  statements.run('DELETE FROM processes')
  numbers.set('lastTime', time)
}

/** Processes read the clock before they wait for their turn. Unit: ms. */
const tolerance = 60_000
