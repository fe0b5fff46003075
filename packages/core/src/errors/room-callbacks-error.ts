import { type MistakeCode, mistakes } from './mistakes.ts'
import { type ErrorRow, type RefusalCode, refusals } from './refusals.ts'

/** The stable code of every error of this library. */
export type ErrorCode = RefusalCode | MistakeCode

/** Every error of this library, by code: the table in the README is made from it. */
export const errorTable: { readonly [code in ErrorCode]: ErrorRow } = { ...refusals, ...mistakes }

/**
 * The one error class of this library.
 *
 * @example
 * callbacks.on('error', (error) => {
 *   if (error.code === 'handler-failed') log.error(error.cause)
 * })
 */
export class RoomCallbacksError extends Error {
  override readonly name = 'RoomCallbacksError'
  /** Stable; safe to branch on. */
  readonly code: ErrorCode
  /** HTTP status of the reply; 0 where the error reaches none. */
  readonly status: number
  /** What to do about it. */
  readonly advice: string

  constructor(code: ErrorCode, detail?: string, options?: ErrorOptions) {
    const { message, status, advice } = errorTable[code]
    super(detail ? `${message} ${detail}` : message, options)
    this.code = code
    this.status = status
    this.advice = advice
  }
}
