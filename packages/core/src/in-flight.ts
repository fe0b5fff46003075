import { copyForeign, RoomCallbacksError } from './errors/room-callbacks-error.ts'
import { warn } from './errors/warn.ts'
import { withTimeout } from './timers.ts'

/** What a {@link Bag} holds. */
export interface BagMember {
  /** Where it is in its bag; undefined: in none. Nothing but the bag changes it. */
  place: number | undefined
}

/**
 * Members in no order, which come and go all the time. A Set or a Map would keep them in memory after they are gone. It moves into
 * a new table again and again, and V8 links each table to the next one. A full garbage collection makes one table old. From then on
 * the collections of young objects keep all later tables, with their members, until the next full collection. At 1,500
 * callbacks a second a collection of young objects took 10 ms in place of 0.5 ms.
 */
export class Bag<Member extends BagMember> {
  readonly #members: Member[] = []

  get size(): number {
    return this.#members.length
  }

  add(member: Member): void {
    member.place ??= this.#members.push(member) - 1
  }

  remove(member: Member): void {
    const { place } = member
    if (place === undefined) return
    const last = this.#members.pop() as Member
    if (last !== member) this.#members[place] = last
    last.place = place
    member.place = undefined
  }

  /** Those of now: what is done with one of them may remove others. */
  all(): readonly Member[] {
    return this.#members.slice()
  }
}

/** A callback as what is done for it sees it. */
export interface Activity {
  /** Something is done for it. */
  begin(): void
  /** It is done. */
  end(): void
  /** Keeps a platform that freezes after an answer from doing so before this is done. */
  readonly hostWaitUntil: ((work: Promise<unknown>) => void) | undefined
}

/** What can be told that its result is no longer waited for. */
export interface Abortable extends BagMember {
  abortAll(): void
}

/** What a receiver has in flight, so that it can be bounded and waited for. */
export class InFlight {
  /** Callbacks being received or handled, also those that were answered already. */
  callbacks = 0
  /** Requests whose body is being read, because nothing before it proves that they are genuine. */
  unproven = 0
  /** Addresses that are being looked up, the late ones included. */
  lookUps = 0
  isClosing = false
  /** Whether `close({ timeout })` ran out. */
  isAborted = false
  /**
   * Callbacks of which a signal is used, for as long as something is done for them. A signal that follows one of the
   * receiver's own would stay in memory, listeners and all, for as long as the receiver lives.
   */
  readonly abortable: Bag<Abortable> = new Bag()
  #hooks = 0
  #idle: Promise<void> | undefined
  #onIdle: (() => void) | undefined

  /** Tells every handler and hook that its result is no longer waited for. */
  abort(): void {
    this.isAborted = true
    for (const callback of this.abortable.all()) callback.abortAll()
  }

  begin(): void {
    this.callbacks++
  }

  end(): void {
    this.callbacks--
    this.#notifyIdle()
  }

  /** Counts a look-up until it is done, though its request was answered long before. */
  lookUp(running: Promise<boolean>): Promise<boolean> {
    this.lookUps++
    const forget = (): void => {
      this.lookUps--
    }
    running.then(forget, forget)
    return running
  }

  /** Keeps a callback in flight until its handlers are done, though it was answered. */
  track(handling: Promise<unknown>, callback: Activity): void {
    this.begin()
    callback.begin()
    const done = handling.finally(() => {
      callback.end()
      this.end()
    })
    askHost(callback, done)
  }

  /** Waits for a hook on `close`, without counting it against the concurrency of callbacks. It never rejects. */
  trackHook(running: Promise<void>, callback?: Activity): void {
    this.#hooks++
    callback?.begin()
    const done = running.then(() => {
      callback?.end()
      this.#hooks--
      this.#notifyIdle()
    })
    if (callback) askHost(callback, done)
  }

  /** @throws `close-timeout` */
  async close(timeout: number | undefined): Promise<void> {
    this.isClosing = true
    if (this.#isIdle()) return
    this.#idle ??= new Promise((resolve) => {
      this.#onIdle = resolve
    })
    if (!(await withTimeout(this.#idle, timeout))) {
      this.abort()
      throw new RoomCallbacksError('close-timeout', `Callbacks: ${this.callbacks}, hooks: ${this.#hooks}.`)
    }
  }

  #isIdle(): boolean {
    return this.callbacks === 0 && this.#hooks === 0
  }

  #notifyIdle(): void {
    if (this.#isIdle()) this.#onIdle?.()
  }
}

/** Asks the platform to wait. One that refuses must not take the answer with it: work that has begun goes on as far as it can. */
function askHost({ hostWaitUntil }: Activity, work: Promise<unknown>): void {
  try {
    hostWaitUntil?.(work)
  } catch (thrown) {
    const { name } = copyForeign(thrown)
    const text = `waitUntil() of the platform threw ${name}: what goes on after an answer may be cut off.`
    warn('wait-until-failed', text)
  }
}
