import type { ClaimStore } from '../deduplication/store.ts'
import { itWas } from '../errors/it-was.ts'
import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { Reporter } from '../handlers/reporter.ts'
import type { Reply } from '../reply.ts'
import { isPromise, type MaybePromise } from './maybe-promise.ts'

/** What becomes of a claim once its callback was handled. */
export interface CallbackClaim {
  complete(reply: Reply): MaybePromise<void>
  release(): MaybePromise<void>
}

/** For a callback that is not deduplicated. */
export const noClaim: CallbackClaim = { complete() {}, release() {} }

/** A claim in a store. A store that fails costs a repeated handling at worst, so its failure is only reported. */
export class StoredClaim<Key> implements CallbackClaim {
  readonly #reporter: Reporter
  readonly #store: ClaimStore<Key>
  readonly #key: Key
  readonly #token: number
  readonly #window: number
  readonly #command: string

  constructor(reporter: Reporter, store: ClaimStore<Key>, key: Key, token: number, window: number, command: string) {
    this.#reporter = reporter
    this.#store = store
    this.#key = key
    this.#token = token
    this.#window = window
    this.#command = command
  }

  complete(reply: Reply): MaybePromise<void> {
    try {
      return this.#reported(this.#store.complete(this.#key, this.#token, reply, this.#window))
    } catch (cause) {
      return this.#report(cause)
    }
  }

  release(): MaybePromise<void> {
    try {
      return this.#reported(this.#store.release(this.#key, this.#token))
    } catch (cause) {
      return this.#report(cause)
    }
  }

  #reported(settling: MaybePromise<void>): MaybePromise<void> {
    return isPromise(settling) ? settling.catch((cause) => this.#report(cause)) : settling
  }

  #report(cause: unknown): Promise<void> {
    const error = new RoomCallbacksError('deduplication-failed', itWas(this.#command), { cause })
    return this.#reporter.error(error, undefined)
  }
}
