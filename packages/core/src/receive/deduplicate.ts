import { fingerprintOf } from '../deduplication/fingerprint-ring.ts'
import type { Claim, ClaimStore } from '../deduplication/store.ts'
import { itWas } from '../errors/it-was.ts'
import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { DeduplicationSettings } from '../options/read-options.ts'
import type { Reply } from '../reply.ts'
import { type Deadline, expired, isPromise, type MaybePromise } from '../timers.ts'
import { identityOf } from './callback-context.ts'
import { fallbackReply } from './fallback.ts'
import type { ValidCallback } from './incoming-callback.ts'
import type { ReceiverServices } from './services.ts'
import { notifyHooks } from './show-observers.ts'

type Handle = (claim: CallbackClaim) => MaybePromise<Reply>

/** How long a store is left alone that cannot tell when a running callback is settled. Unit: ms. */
const pollInterval = { min: 10, max: 500 }

// No secret: a token only differs from those of other claims, those of other processes too.
const randomToken = (): number => Math.floor(Math.random() * Number.MAX_SAFE_INTEGER)

/** Handles a callback unless it was handled before; then it gets the stored reply. */
export function deduplicate(services: ReceiverServices, valid: ValidCallback, handle: Handle): MaybePromise<Reply> {
  const { memory, store } = services.settings.deduplication as DeduplicationSettings
  const { context } = valid
  if (!memory) return new Delivery(services, valid, handle, store, context.idempotencyKey, randomToken()).begin()
  const { sdkAppId, command, raw } = context
  const identity = valid.callback.requestIdentityFor(command) ?? identityOf(valid.callback.envelope, raw)
  const fingerprint = fingerprintOf(sdkAppId, command, identity)
  return new Delivery(services, valid, handle, memory, fingerprint, memory.newToken()).begin()
}

/**
 * One delivery on its way past a store, and the claim that it holds there: one object, because each callback makes it. A store that
 * fails costs a repeated handling at worst, so its failure is only reported.
 */
class Delivery<Key> implements CallbackClaim {
  readonly #services: ReceiverServices
  readonly #valid: ValidCallback
  readonly #handle: Handle
  readonly #store: ClaimStore<Key>
  readonly #key: Key
  readonly #token: number

  constructor(
    services: ReceiverServices,
    valid: ValidCallback,
    handle: Handle,
    store: ClaimStore<Key>,
    key: Key,
    token: number,
  ) {
    this.#services = services
    this.#valid = valid
    this.#handle = handle
    this.#store = store
    this.#key = key
    this.#token = token
  }

  begin(): MaybePromise<Reply> {
    let first: MaybePromise<Claim>
    try {
      first = this.#ask()
    } catch (cause) {
      return this.#handle(this.#failed(cause))
    }
    if (isPromise(first)) return this.#wait(first)
    if (first.state === 'claimed') return this.#handle(this)
    return first.state === 'finished' ? this.#repeat(first.reply) : this.#wait(first)
  }

  /** A duplicate of a running callback waits for it, and takes over when that one fails. */
  async #wait(first: MaybePromise<Claim>): Promise<Reply> {
    let decided: Reply | CallbackClaim
    try {
      decided = await this.#decide(first)
    } catch (cause) {
      decided = this.#failed(cause)
    }
    return 'outcome' in decided ? this.#repeat(decided) : this.#handle(decided)
  }

  async #decide(first: MaybePromise<Claim>): Promise<Reply | CallbackClaim> {
    const { command, event, callback } = this.#valid
    const deadline = callback.deadline as Deadline
    let pause = pollInterval.min
    for (let claiming = first; ; claiming = this.#ask()) {
      const claim = isPromise(claiming) ? await this.#inTime(claiming) : claiming
      if (claim.state === 'claimed') return this
      if (claim.state === 'finished') return claim.reply
      const reply = await deadline.race(claim.settled ?? later(pause))
      if (reply === expired) {
        return command.answer
          ? fallbackReply('duplicate', command, event, this.#services.settings)
          : callback.envelope.protocol.replies.ok.duplicate
      }
      if (reply !== undefined) return reply
      pause = Math.min(pause * 2, pollInterval.max)
      // A store that goes on like this must not keep the deadline from coming.
      await new Promise<void>((resolve) => setImmediate(resolve))
    }
  }

  /** The claim that the store gave in time; one that comes later is given back. */
  async #inTime(claiming: Promise<Claim>): Promise<Claim> {
    const claim = await (this.#valid.callback.deadline as Deadline).race(claiming)
    if (claim !== expired) return claim
    const giveBack = (late: Claim): unknown => {
      if (late.state === 'claimed') return this.release()
      return late.state === 'running' ? late.settled : undefined
    }
    // Swallow it: this delivery is handled without the store, which is reported once.
    void claiming.then(giveBack).catch(() => {})
    throw new Error('The store did not answer before the deadline.')
  }

  #ask(): MaybePromise<Claim> {
    const { lease } = this.#services.settings.deduplication as DeduplicationSettings
    const claiming = this.#store.claim(this.#key, this.#token, lease)
    // A store of the user may give what throws when it is looked at: it fails here, where that is caught.
    return isPromise(claiming) ? Promise.resolve(claiming) : claiming
  }

  complete(reply: Reply): MaybePromise<void> {
    const { window } = this.#services.settings.deduplication as DeduplicationSettings
    return this.#settle(() => this.#store.complete(this.#key, this.#token, reply, window))
  }

  release(): MaybePromise<void> {
    return this.#settle(() => this.#store.release(this.#key, this.#token))
  }

  #settle(settle: () => MaybePromise<void>): MaybePromise<void> {
    const report = (cause: unknown): Promise<void> => this.#services.reporter.error(this.#error(cause), undefined)
    try {
      const settling = settle()
      return isPromise(settling) ? settling.catch(report) : settling
    } catch (cause) {
      return report(cause)
    }
  }

  #error(cause: unknown): RoomCallbacksError {
    return new RoomCallbacksError('deduplication-failed', itWas(this.#valid.command.name), { cause })
  }

  #repeat(reply: Reply): Reply {
    const { callback, command } = this.#valid
    callback.waitUntil(notifyHooks(this.#services.reporter, 'duplicate', this.#valid))
    // Those of an After command are alike, and a store may hold one that was written for another protocol.
    return command.answer ? { ...reply, outcome: 'duplicate' } : callback.envelope.protocol.replies.ok.duplicate
  }

  /** Open: Tencent sends most callbacks once, so handling one twice is better than not at all. */
  #failed(cause: unknown): CallbackClaim {
    // A hook that runs before the handler does must not change what that one is given.
    this.#services.reporter.emit(this.#error(cause), this.#valid.context.forObserver())
    return noClaim
  }
}

const later = (pause: number): Promise<undefined> =>
  new Promise((resolve) => {
    setTimeout(resolve, pause, undefined).unref()
  })

/** What becomes of a claim once its callback was handled. */
export interface CallbackClaim {
  complete(reply: Reply): MaybePromise<void>
  release(): MaybePromise<void>
}

/** For a callback that is not deduplicated. */
export const noClaim: CallbackClaim = { complete() {}, release() {} }
