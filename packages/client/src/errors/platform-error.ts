import { type ClientErrorCode, clientErrorTable } from './client-error-table.ts'
import { errorCodeTable } from './error-code-table.ts'

/** Which call failed. */
export interface CallFacts {
  readonly api?: string | undefined
  readonly requestId?: string | undefined
  readonly attempts?: number | undefined
}

/** What is known of a failure, beside its code. */
export interface FailureFacts extends CallFacts {
  readonly detail?: string
  readonly platformCode?: number
  readonly status?: number
  readonly cause?: unknown
}

/**
 * The one error class of this client. Neither it nor its cause holds a secret.
 *
 * @example
 * try {
 *   await client.live.get()
 * } catch (error) {
 *   if (error instanceof PlatformError && error.platformCode === 100301) console.log('Nothing is configured.')
 *   else throw error
 * }
 */
export class PlatformError extends Error {
  override readonly name = 'PlatformError'
  /** Stable; safe to branch on. */
  readonly code: ClientErrorCode
  /** The `ErrorCode` of the platform, if it answered with one. */
  readonly platformCode: number | undefined
  /** What happened. */
  readonly meaning: string
  /** What to do about it. */
  readonly advice: string
  /** The `RequestId` of the answer, which Tencent's support asks for. */
  readonly requestId: string | undefined
  /** The API that was called, such as `v4/live_config/set_callback`. */
  readonly api: string | undefined
  /** The HTTP status, if it was not 200. */
  readonly status: number | undefined
  /** How often it was tried; 0 if it never was. */
  readonly attempts: number

  constructor(code: ClientErrorCode, facts: FailureFacts = {}) {
    const { platformCode, requestId, api, status, attempts = 0, detail, cause } = facts
    const { meaning, advice } = (platformCode && errorCodeTable[platformCode]) || clientErrorTable[code]
    const origin = [platformCode && `code ${platformCode}`, requestId && `RequestId ${requestId}`].filter(Boolean)
    const message = [api && `${api}:`, meaning, detail, origin.length > 0 && `(${origin.join(', ')})`]
    super(message.filter(Boolean).join(' '), cause === undefined ? undefined : { cause })
    this.code = code
    this.platformCode = platformCode
    this.meaning = meaning
    this.advice = advice
    this.requestId = requestId
    this.api = api
    this.status = status
    this.attempts = attempts
  }
}

/** Whether the platform itself refused with a code. */
export const isRefusedWith = (error: unknown, platformCode: number): error is PlatformError =>
  error instanceof PlatformError && error.platformCode === platformCode
