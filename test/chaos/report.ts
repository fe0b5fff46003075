import type { Test } from 'tap'
import type { Completions } from './completions.ts'
import type { Order } from './order.ts'
import type { Mishaps } from './plan.ts'
import type { Promises } from './promises.ts'
import { seed } from './seed.ts'
import type { SendingLog } from './tencent.ts'

export interface Counts {
  readonly total: number
  readonly log: SendingLog
  readonly incidents: Mishaps
  readonly handled: number
  readonly completions: Completions
  readonly order: Order
  readonly promises: Promises
}

/** Prints what happened: a run in which nothing went wrong would show nothing. */
export function tellCounts(t: Test, { total, log, incidents, handled, completions, order, promises }: Counts): void {
  const { faults: _faults, ...repeated } = completions
  const rows: Readonly<Record<string, number>> = {
    sent: total,
    deliveries: log.deliveries,
    acknowledged: log.acknowledged.size,
    'not acknowledged': log.refused.size,
    ...reasonsOf(log),
    ...incidents,
    'callbacks handled': handled,
    'refused, but handled': promises.refusedButHandled,
    ...repeated,
    latecomers: order.latecomers,
  }
  for (const [name, count] of Object.entries(rows)) t.comment(`${name.padEnd(52)} ${String(count).padStart(7)}`)
  const faults = [completions, order, promises].reduce((sum, found) => sum + found.faults.length, 0)
  t.comment(
    `seed ${seed}: ${total} sent, ${log.acknowledged.size} acknowledged, ${incidents.kills} killed, ${faults} faults`,
  )
}

function reasonsOf({ refused }: SendingLog): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const reasons of refused.values()) {
    const name = `  last refused for ${reasons.at(-1)}`
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}
