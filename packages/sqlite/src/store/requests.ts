import type { RoomCallbacksError } from '@room-callbacks/core'
import type { Given, Operation, OperationName, ResultOf } from '../thread/operations.ts'
import type { PutRequest } from '../thread/packed-puts.ts'
import type { PutResult } from '../transactions/put.ts'
import type { PlacedLease } from '../transactions/settle.ts'
import type { GroupCommit } from './group-commit.ts'
import type { Pending } from './pending.ts'

/** How long anything but a put waits for the lock of the database. Unit: ms. */
const patience = 5000

/** Sends operations to the thread of the store, and gives what comes back. */
export class Requests {
  readonly #commits: GroupCommit

  constructor(commits: GroupCommit) {
    this.#commits = commits
  }

  send<Name extends OperationName>(
    linger: Pending['linger'],
    ...operation: readonly [Name, ...Given<Name>]
  ): Promise<ResultOf<Name>> {
    const what = { operation: operation as unknown as Operation }
    return new Promise((resolve, reject) => this.#submit(what, linger, patience, resolve, reject))
  }

  /** Handled: an entry that this process leased by itself. */
  complete(
    linger: Pending['linger'],
    { sequence, command, size, fence }: PlacedLease,
    now: number,
    rememberUntil: number,
  ): Promise<boolean> {
    const completion = [sequence, command, size, fence, now, rememberUntil]
    return new Promise((resolve, reject) => this.#submit({ completion }, linger, patience, resolve, reject))
  }

  /** @param timeout how long it may wait until it begins, in ms */
  put(
    put: PutRequest,
    timeout: number,
    resolve: (result: PutResult, time: number) => void,
    reject: (error: RoomCallbacksError) => void,
  ): void {
    this.#submit({ put }, 'short', timeout, resolve, reject)
  }

  #submit(
    what: Pending['what'],
    linger: Pending['linger'],
    timeout: number,
    resolve: Pending['resolve'],
    reject: Pending['reject'],
  ): void {
    const since = performance.now()
    this.#commits.submit({ what, linger, since, deadline: since + timeout, resolve, reject })
  }
}
