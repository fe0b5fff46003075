import { setTimeout as pause } from 'node:timers/promises'

/** A remote service: slow, and down now and then. `PROFILES=down` keeps it down. */
export async function lookUp(account: string, attempt: number): Promise<{ readonly name: string }> {
  await pause(20)
  const isAway = process.env['PROFILES'] === 'down' || (attempt === 1 && Math.random() < 0.2)
  if (isAway) throw new Error('The profile service does not answer.')
  return { name: `${account}, the guest` }
}
