import { RoomCallbacksError } from '@room-callbacks/core'
import { unwritten } from '@room-callbacks/core/inbox'
import { type Batch, type BatchReply, completionFields } from '../thread/batch.ts'
import type { Operation, Reads } from '../thread/operations.ts'
import type { PutRequest } from '../thread/packed-puts.ts'
import type { Linger } from './pace.ts'

/** Something that the store is asked for. */
export type StoreRequest = { readonly linger: Linger } & (
  | { readonly put: PutRequest }
  /** See `completionFields`. */
  | { readonly completion: readonly number[] }
  | { readonly operation: Operation }
)

/** How long the thread waits for the lock of another process until it lets go of the records. Unit: ms. */
const lockWait = 100

/** Names of `Reads`. */
const reads: { readonly [name in keyof Reads]: true } = { stats: true, list: true, get: true, nextDue: true }

/** What only looks is done without the lock, too. */
const isChange = (request: StoreRequest): boolean => !('operation' in request && request.operation[0] in reads)

/** @param deadline by `performance.now()` */
export function batchOf(requests: readonly StoreRequest[], time: number, deadline: number): Batch {
  const puts: PutRequest[] = []
  const completions: number[] = []
  const operations: Operation[] = []
  for (const request of requests) {
    if ('put' in request) puts.push(request.put)
    else if ('completion' in request) completions.push(...request.completion)
    else operations.push(request.operation)
  }
  const wait = Math.max(Math.min(lockWait, deadline - performance.now()), 1)
  return { puts, completions, operations, time, wait }
}

/** What came of each request, in their order; what has to wait for the lock of another process is `unwritten`. */
export function resultsOf(
  requests: readonly StoreRequest[],
  { puts, completions }: Batch,
  { isBusy, results, failures }: BatchReply,
): readonly unknown[] {
  const failed = failures.length === 0 ? undefined : new Map(failures.map((failure) => [failure.index, failure]))
  let [put, completion, operation] = [0, puts.length, puts.length + completions.length / completionFields]
  return requests.map((request) => {
    const place = 'put' in request ? put++ : 'completion' in request ? completion++ : operation++
    const failure = failed?.get(place)
    if (failure) return new RoomCallbacksError(failure.code, failure.message)
    return isBusy && isChange(request) ? unwritten : results[place]
  })
}
