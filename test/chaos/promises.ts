import { nameOf, type SentCallback } from './callback.ts'
import { endOf } from './completions.ts'
import type { Handled } from './handlings.ts'
import type { SendingLog } from './tencent.ts'

export interface Promises {
  /** Callbacks that were refused, and handled all the same: they were stored too late to say so. */
  readonly refusedButHandled: number
  readonly faults: readonly string[]
}

/** A refusal that Tencent would see while receivers are killed and stores are away; any other is a mistake. */
const expectedRefusal =
  /^(503 (store-failed|overloaded)|connection-failed (ECONNRESET|ECONNREFUSED|EPIPE|UND_ERR_SOCKET)|timed-out)$/

/** What was acknowledged was handled; what was not is in the log, with a reason; and nothing else was handled. */
export function checkPromises(
  sent: Iterable<SentCallback>,
  log: Pick<SendingLog, 'acknowledged' | 'refused'>,
  handled: readonly Handled[],
): Promises {
  const faults: string[] = []
  const done = new Map(handled.map((callback) => [nameOf(callback), endOf(callback) !== undefined]))
  let refusedButHandled = 0
  const names = new Set([...sent].map(nameOf))
  for (const name of names) {
    const reasons = log.refused.get(name)
    const isAcknowledged = log.acknowledged.has(name)
    if (isAcknowledged && !done.get(name)) faults.push(`${name} was acknowledged, and not handled`)
    if (isAcknowledged === (reasons !== undefined)) faults.push(`${name} must be either acknowledged or in the log`)
    for (const reason of reasons ?? []) {
      if (!expectedRefusal.test(reason)) faults.push(`${name} was refused for ${reason}`)
    }
    if (reasons && done.has(name)) refusedButHandled++
    if (done.get(name) === false) faults.push(`${name} was stored, and its handling has no end`)
  }
  for (const name of done.keys()) if (!names.has(name)) faults.push(`${name} was handled, and never sent`)
  if (new Set(handled.map(nameOf)).size < handled.length) faults.push('A callback has two idempotency keys')
  return { refusedButHandled, faults }
}
