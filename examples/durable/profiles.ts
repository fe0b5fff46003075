import { setTimeout as pause } from 'node:timers/promises'

/** A service of somebody else: slow, and now and then away. `PROFILES=down` keeps it away. */
export async function lookUp(account: string, attempt: number): Promise<{ readonly name: string }> {
  await pause(20)
  const isAway = process.env['PROFILES'] === 'down' || (attempt === 1 && Math.random() < 0.2)
  if (isAway) throw new Error('The profile service does not answer.')
  return { name: `${account}, the guest` }
}
