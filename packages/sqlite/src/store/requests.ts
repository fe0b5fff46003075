import type { RoomCallbacksError } from '@room-callbacks/core'
import type { Given, Operation, OperationName, ResultOf } from '../thread/operations.ts'
import type { PutRequest, PutResult } from '../transactions/put.ts'
import type { GroupCommit, Pending } from './group-commit.ts'

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
    return new Promise((resolve, reject) => {
      this.#submit(operation as unknown as Operation, undefined, linger, patience, resolve, reject)
    })
  }

  /** @param timeout how long it may wait until it begins, in ms */
  put(
    request: PutRequest,
    body: Uint8Array,
    timeout: number,
    resolve: (result: PutResult, time: number) => void,
    reject: (error: RoomCallbacksError) => void,
  ): void {
    this.#submit(['put', request], body, 'short', timeout, resolve, reject)
  }

  #submit(
    operation: Operation,
    body: Uint8Array | undefined,
    linger: Pending['linger'],
    timeout: number,
    resolve: (value: never, time: number) => void,
    reject: (error: RoomCallbacksError) => void,
  ): void {
    const since = performance.now()
    this.#commits.submit({ operation, body, linger, since, deadline: since + timeout, resolve, reject })
  }
}
