import { Refusal } from '../errors/refusal.ts'
import { copyForeign } from '../errors/room-callbacks-error.ts'
import { type Deadline, expired, isPromise, type MaybePromise } from '../timers.ts'

/**
 * How long the answer of a function is used again. A failure is remembered, too: otherwise each callback of a busy app
 * would ask a database that is down. Unit: ms.
 */
const maxAge = { found: 60_000, 'unknown-app': 10_000, 'lookup-failed': 1000 }

/** How many apps are remembered that are served, and how many that are refused; the oldest of each kind go first. */
const maxApps = 10_000

/** A function of the options that is asked about an app. */
export interface AppQuestion<Value> {
  /** How errors name the function. */
  readonly name: string
  readonly ask: (sdkAppId: string) => unknown
  /** Reads an answer; without a value the app is not served. */
  readonly read: (answer: unknown) => { readonly value?: Value | undefined; readonly mistake?: string | undefined }
}

/** The bounds of look-ups. */
export interface LookupLimits {
  /** How many may run, and how many callbacks may wait for them. */
  readonly concurrency: number
  /** After what time another look-up of the same app is started. Unit: ms. */
  readonly patience: number
  readonly clock: () => number
}

interface Found<Value> {
  readonly value: Value
  readonly since: number
}

interface Refused {
  readonly code: 'unknown-app' | 'lookup-failed'
  readonly detail: string
  readonly cause?: Error | undefined
  readonly since: number
}

interface Waiter<Value> {
  readonly resolve: (value: Value) => void
  readonly reject: (refusal: Refusal) => void
}

interface Running<Value> {
  readonly since: number
  readonly waiters: Set<Waiter<Value>>
}

/**
 * Asks a function about apps, and remembers its answers. A stranger can name any number of apps that do not exist, before
 * anything proves who calls. So what is refused has a memory and a number of look-ups of its own, and takes no place from
 * apps that are served.
 */
export class AppLookup<Value> {
  readonly #question: AppQuestion<Value>
  readonly #limits: LookupLimits
  // Entries that are too old stay: they tell apps that were served from those that a stranger makes up.
  readonly #found = new Map<string, Found<Value>>()
  readonly #refused = new Map<string, Refused>()
  readonly #running = new Map<string, Running<Value>>()
  /** Calls of the function that have not ended, the late ones included. */
  readonly #calls = { served: 0, unknown: 0 }
  #waiting = 0

  constructor(question: AppQuestion<Value>, limits: LookupLimits) {
    this.#question = question
    this.#limits = limits
  }

  /** The answer about an app. @throws `unknown-app`, `lookup-failed`, `overloaded` */
  find(sdkAppId: string, deadline: Deadline): MaybePromise<Value> {
    const now = this.#limits.clock()
    const found = this.#found.get(sdkAppId)
    if (found && isYounger(found, maxAge.found, now)) return found.value
    const refused = this.#refused.get(sdkAppId)
    if (refused && isYounger(refused, maxAge[refused.code], now)) throw refusalOf(refused)
    const running = this.#running.get(sdkAppId)
    if (running && isYounger(running, this.#limits.patience, now)) return this.#wait(running, deadline)
    return this.#start(sdkAppId, found ? 'served' : 'unknown', deadline)
  }

  /** What is remembered of apps that are served. */
  values(): Value[] {
    return [...this.#found.values()].map(({ value }) => value)
  }

  #start(sdkAppId: string, kind: 'served' | 'unknown', deadline: Deadline): MaybePromise<Value> {
    if (this.#calls[kind] >= this.#limits.concurrency) {
      throw new Refusal('overloaded', `${this.#calls[kind]} apps are being looked up.`)
    }
    let answer: unknown
    try {
      answer = this.#question.ask(sdkAppId)
      // Asked for its `then` once: some thenables do their work for each.
      if (isPromise(answer)) answer = Promise.resolve(answer)
    } catch (cause) {
      return settled(this.#fail(sdkAppId, 'It threw.', cause))
    }
    if (!(answer instanceof Promise)) return settled(this.#remember(sdkAppId, answer))
    // The callbacks that wait for a look-up which took too long get the answer of this one.
    const running = { since: this.#limits.clock(), waiters: this.#running.get(sdkAppId)?.waiters ?? new Set() }
    this.#running.set(sdkAppId, running)
    this.#calls[kind]++
    const end = (remember: () => Found<Value> | Refused): void => {
      this.#calls[kind]--
      // The answer of a look-up that took too long may be older than that of the next one.
      if (this.#running.get(sdkAppId) !== running) return
      this.#running.delete(sdkAppId)
      tell(running.waiters, remember())
    }
    answer.then(
      (said) => end(() => this.#remember(sdkAppId, said)),
      (cause) => end(() => this.#fail(sdkAppId, 'It threw.', cause)),
    )
    return this.#wait(running, deadline)
  }

  async #wait({ waiters }: Running<Value>, deadline: Deadline): Promise<Value> {
    if (this.#waiting >= this.#limits.concurrency) {
      throw new Refusal('overloaded', `${this.#waiting} callbacks wait for their app to be looked up.`)
    }
    this.#waiting++
    let stopWaiting = (): void => {}
    const answered = new Promise<Value>((resolve, reject) => {
      const waiter = { resolve, reject }
      waiters.add(waiter)
      stopWaiting = () => waiters.delete(waiter)
    })
    try {
      const value = await deadline.race(answered)
      if (value !== expired) return value
      throw new Refusal('lookup-failed', `${this.#question.name} gave no answer before the deadline.`)
    } finally {
      this.#waiting--
      // A function that never ends must not keep the requests that waited for it.
      stopWaiting()
    }
  }

  #remember(sdkAppId: string, answer: unknown): Found<Value> | Refused {
    const { name, read } = this.#question
    const { value, mistake } = read(answer)
    if (mistake !== undefined) return this.#fail(sdkAppId, mistake)
    const since = this.#limits.clock()
    this.#found.delete(sdkAppId)
    this.#refused.delete(sdkAppId)
    if (value !== undefined) return put(this.#found, sdkAppId, { value, since })
    return put(this.#refused, sdkAppId, { code: 'unknown-app', detail: `${name} does not know it.`, since })
  }

  #fail(sdkAppId: string, mistake: string, thrown?: unknown): Refused {
    const detail = `It was ${this.#question.name}. ${mistake}`
    const cause = thrown === undefined ? undefined : copyForeign(thrown)
    this.#refused.delete(sdkAppId)
    return put(this.#refused, sdkAppId, { code: 'lookup-failed', detail, cause, since: this.#limits.clock() })
  }
}

// A clock that was put back, or that tells no number, makes nothing young.
const isYounger = ({ since }: { readonly since: number }, age: number, now: number): boolean =>
  Math.abs(now - since) < age

function put<Item>(items: Map<string, Item>, sdkAppId: string, item: Item): Item {
  items.set(sdkAppId, item)
  if (items.size > maxApps) items.delete(items.keys().next().value as string)
  return item
}

function settled<Value>(answer: Found<Value> | Refused): Value {
  if ('code' in answer) throw refusalOf(answer)
  return answer.value
}

function tell<Value>(waiters: Set<Waiter<Value>>, answer: Found<Value> | Refused): void {
  for (const { resolve, reject } of waiters) {
    if ('code' in answer) reject(refusalOf(answer))
    else resolve(answer.value)
  }
}

// A new one each time: hooks may write into what they are given.
const refusalOf = ({ code, detail, cause }: Refused): Refusal => new Refusal(code, detail, { cause })
