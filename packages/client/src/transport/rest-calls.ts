import { randomInt } from 'node:crypto'
import pRetry from 'p-retry'
import { PlatformError } from '../errors/platform-error.ts'
import { type Redact, redactorOf } from '../errors/redact.ts'
import type { Settings } from '../options/read-options.ts'
import { RenewedUserSig } from '../user-sig/renewed-user-sig.ts'
import { type Answer, readAnswer } from './answer.ts'
import { Connections } from './connections.ts'
import { isRetried } from './is-retried.ts'
import { networkFailure } from './network-failure.ts'
import { Pace } from './pace.ts'
import { withTimeout } from './with-timeout.ts'

/** What every call takes. */
export interface CallOptions {
  /** Ends the call, wherever it is: waiting for its turn, under way, or before another attempt. */
  readonly signal?: AbortSignal | undefined
}

/** One call. */
export interface RestCall extends CallOptions {
  /** The path, such as `v4/live_config/get_callback`. */
  readonly api: string
  readonly body?: object
  /** What this API wants in the query beside the five parameters of all. */
  readonly query?: Readonly<Record<string, string>>
  /** Calls a second that this API takes, where they are fewer than the option says. */
  readonly callsPerSecond?: number
  /** How long after its start the call may be tried again: later it would have its effect twice. Unit: ms. Default: always. */
  readonly repeatableFor?: number
}

/** What takes secrets out of what others wrote. */
interface Redactors {
  readonly usersig: string
  readonly tokens: readonly string[]
  readonly ofErrors: Redact
  /** Not the tokens: a URL that is configured may hold a piece of one. */
  readonly ofResults: Redact
}

/** During a rotation there are two. */
const mostTokens = 4

/** Before the first retry; they double, and up to as much again is added by chance. Unit: ms. */
const pauses = { minTimeout: 100, maxTimeout: 5000, randomize: true }

/** Calls of the REST APIs: signed, paced, timed and repeated (60703, 63398, 68926). */
export class RestCalls {
  readonly #settings: Settings
  readonly #connections: Connections
  readonly #pace: Pace
  readonly #userSig: RenewedUserSig
  #inHand = 0
  #onIdle: (() => void) | undefined
  #closing: Promise<void> | undefined
  /** The tokens that were sent or read last: a later answer may repeat them. */
  #tokens: readonly string[] = []
  #redactors: Redactors | undefined

  constructor(settings: Settings) {
    const { sdkAppId, secretKey, identifier, userSigLifetime, callsPerSecond, clock } = settings
    this.#settings = settings
    this.#connections = new Connections(settings)
    this.#pace = new Pace(callsPerSecond)
    this.#userSig = new RenewedUserSig({ sdkAppId, secretKey, userId: identifier, expire: userSigLifetime }, clock)
  }

  /** @throws PlatformError */
  async call(call: RestCall): Promise<Answer> {
    if (this.#closing) throw new PlatformError('closed', { api: call.api })
    this.#inHand++
    try {
      return await this.#repeat(call)
    } finally {
      this.#inHand--
      if (this.#inHand === 0) this.#onIdle?.()
    }
  }

  /** From now on no error of any call shows a token. */
  hide(token: string): void {
    if (!this.#tokens.includes(token)) this.#tokens = [token, ...this.#tokens].slice(0, mostTokens)
  }

  /** Waits for the calls in hand, then closes the connections. */
  close(): Promise<void> {
    this.#closing ??= this.#untilIdle().then(() => this.#connections.close())
    return this.#closing
  }

  async #untilIdle(): Promise<void> {
    // Calls are counted: a Set of their answers would keep these in memory after the calls are over, see `Bag` of core.
    if (this.#inHand > 0) await new Promise<void>((resolve) => (this.#onIdle = resolve))
  }

  async #repeat(call: RestCall): Promise<Answer> {
    const { api, signal, callsPerSecond, repeatableFor = Number.POSITIVE_INFINITY } = call
    const { retries, timeout, clock } = this.#settings
    const end = clock() + repeatableFor
    let attempts = 0
    const attempt = async (): Promise<Answer> => {
      const over = await this.#pace.turn(api, signal, callsPerSecond)
      attempts += 1
      return this.#attempt(call, attempts).finally(over)
    }
    try {
      // An attempt may reach the platform as late as at its own time-out.
      const isInTime = (): boolean => clock() + pauses.maxTimeout * 2 + timeout < end
      const shouldRetry = ({ error }: { error: Error }): boolean => isRetried(error) && isInTime()
      return await pRetry(attempt, { ...pauses, retries, shouldRetry, signal })
    } catch (error) {
      throw signal?.aborted ? new PlatformError('aborted', { api, attempts, cause: signal.reason }) : error
    }
  }

  async #attempt({ api, body = {}, query = {}, signal }: RestCall, attempts: number): Promise<Answer> {
    const { sdkAppId, identifier, timeout } = this.#settings
    const usersig = this.#userSig.text
    const random = String(randomInt(2 ** 32))
    const parameters = { sdkappid: sdkAppId, identifier, usersig, random, contenttype: 'json', ...query }
    const path = `/${api}?${new URLSearchParams(parameters).toString()}`
    const facts = { api, attempts }
    const { Token } = body as { Token?: string }
    if (Token !== undefined) this.hide(Token)
    const { ofErrors, ofResults } = this.#redactorsFor(usersig)
    const answer = await withTimeout(timeout, signal, (signal) =>
      this.#connections.post(path, JSON.stringify(body), signal),
    ).catch((failure: unknown) => {
      throw networkFailure(failure, facts, ofErrors)
    })
    return { ...readAnswer(answer, facts, ofErrors), redact: ofResults }
  }

  /** Made once for a UserSig, which lasts a day, and the tokens: it is asked for at each answer. */
  #redactorsFor(usersig: string): Redactors {
    const [{ secretKey }, tokens] = [this.#settings, this.#tokens]
    if (this.#redactors?.usersig !== usersig || this.#redactors.tokens !== tokens) {
      const ofResults = redactorOf([usersig, secretKey])
      this.#redactors = { usersig, tokens, ofResults, ofErrors: redactorOf([usersig, secretKey, ...tokens]) }
    }
    return this.#redactors
  }
}
