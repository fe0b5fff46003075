import { RoomCallbacksError } from '@room-callbacks/core'
import type { Batch, BatchReply } from '../thread/batch.ts'
import type { Operation, Reads } from '../thread/operations.ts'
import type { PutRequest } from '../thread/packed-puts.ts'

/** Something that is asked for, and waits to be done. */
export interface Pending {
  readonly what:
    | { readonly put: PutRequest }
    /** See `completionFields`. */
    | { readonly completion: readonly number[] }
    | { readonly operation: Operation }
  readonly linger: keyof typeof lingers
  /** When it was asked for, by `performance.now()`. */
  readonly since: number
  /** When it is given up if it has not begun, by `performance.now()`. */
  readonly deadline: number
  /** @param time the lease clock when its batch was sent */
  readonly resolve: (value: never, time: number) => void
  readonly reject: (error: RoomCallbacksError) => void
}

/**
 * How long an operation waits for others to share its transaction: not at all where a caller waits for it alone; a little
 * for a record, which a request waits for; longer for a result, which no request waits for. Unit: ms.
 */
export const lingers = { none: 0, short: 4, long: 20 }
/** How long a record waits where few come: each would have a transaction of its own otherwise. Unit: ms. */
export const fewLinger = 8
/** How long the thread waits for the lock of another process until it lets go of the records. Unit: ms. */
const lockWait = 100

/** Names of `Reads`. */
const reads: { readonly [name in keyof Reads]: true } = { stats: true, list: true, get: true, nextDue: true }

export const isPut = ({ what }: Pending): boolean => 'put' in what

/** What only looks is done without the lock, too. */
const isChange = ({ what }: Pending): boolean => !('operation' in what && what.operation[0] in reads)

/** @returns `pending` in the order of the results */
export function batchOf(waiting: readonly Pending[], time: number): { batch: Batch; pending: readonly Pending[] } {
  const [puts, completions, operations]: Pending[][] = [[], [], []]
  const requests: PutRequest[] = []
  const numbers: number[] = []
  const others: Operation[] = []
  let deadline = Number.POSITIVE_INFINITY
  for (const pending of waiting) {
    const { what } = pending
    deadline = Math.min(deadline, pending.deadline)
    if ('put' in what) {
      puts?.push(pending)
      requests.push(what.put)
    } else if ('completion' in what) {
      completions?.push(pending)
      numbers.push(...what.completion)
    } else {
      operations?.push(pending)
      others.push(what.operation)
    }
  }
  const wait = Math.max(Math.min(lockWait, deadline - performance.now()), 1)
  const batch = { puts: requests, completions: numbers, operations: others, time, wait }
  return { batch, pending: [...(puts ?? []), ...(completions ?? []), ...(operations ?? [])] }
}

/** @returns what has to wait for the lock of another process */
export function settle(
  pending: readonly Pending[],
  { isBusy, results, failures }: BatchReply,
  time: number,
): readonly Pending[] {
  const failed = failures.length === 0 ? undefined : new Map(failures.map((failure) => [failure.index, failure]))
  const rest: Pending[] = []
  for (const [index, one] of pending.entries()) {
    const failure = failed?.get(index)
    if (failure) one.reject(new RoomCallbacksError(failure.code, failure.message))
    else if (isBusy && isChange(one)) rest.push(one)
    else one.resolve(results[index] as never, time)
  }
  return rest
}
