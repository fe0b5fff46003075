import { hash } from 'node:crypto'
import type { Store } from '../database/store.ts'

/** What is known of a key. */
export type ClaimResult =
  | { readonly state: 'claimed' }
  | { readonly state: 'running' }
  /** The reply as JSON. */
  | { readonly state: 'finished'; readonly reply: string }

/** Claims that one transaction forgets at most. */
const chunk = 500

const claimKey = (key: string): Buffer => hash('sha256', key, 'buffer').subarray(0, 20)

/** Claims a key, or says how far the one came that claimed it first. @param lease in ms */
export function claim({ statements, numbers, time }: Store, name: string, token: number, lease: number): ClaimResult {
  const key = claimKey(name)
  const known = statements.get('SELECT until, reply FROM claims WHERE key = ?', key)
  if (known && (known['until'] as number) > time) {
    const reply = known['reply'] as string | null
    return reply === null ? { state: 'running' } : { state: 'finished', reply }
  }
  statements.run('INSERT OR REPLACE INTO claims VALUES (?, ?, ?, NULL)', key, token, time + lease)
  if (!known) numbers.add('claims', 1)
  return { state: 'claimed' }
}

/** Remembers the reply for a while, unless another token claimed the key since. */
export function completeClaim(
  { statements, time }: Store,
  name: string,
  token: number,
  reply: string,
  window: number,
): void {
  const sql = 'UPDATE claims SET until = ?, reply = ? WHERE key = ? AND token = ? AND reply IS NULL'
  statements.run(sql, time + window, reply, claimKey(name), token)
}

/** The next who claims the key is the first again. */
export function releaseClaim({ statements, numbers }: Store, name: string, token: number): void {
  const sql = 'DELETE FROM claims WHERE key = ? AND token = ? AND reply IS NULL'
  if (statements.change(sql, claimKey(name), token)) numbers.add('claims', -1)
}

/**
 * Forgets what is over, and what is over soonest where there are too many.
 *
 * @returns whether there may be more
 */
export function forgetClaims({ statements, numbers, time }: Store, capacity: number): boolean {
  const isOver = numbers.get('claims') > capacity
  const where = isOver ? 'until IS NOT NULL' : 'until <= ?'
  const rows = statements.all(
    `SELECT key FROM claims WHERE ${where} ORDER BY until LIMIT ${chunk}`,
    ...(isOver ? [] : [time]),
  )
  const surplus = numbers.get('claims') - capacity
  const forgotten = isOver ? rows.slice(0, surplus) : rows
  for (const { key } of forgotten) statements.run('DELETE FROM claims WHERE key = ?', key as Uint8Array)
  numbers.add('claims', -forgotten.length)
  return forgotten.length === chunk || isOver
}
