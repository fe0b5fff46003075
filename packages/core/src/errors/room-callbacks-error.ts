import { foreignCopy } from './foreign-copy.ts'
import { type InternalErrorCode, internalErrors } from './internal-errors.ts'
import { printable } from './printable.ts'
import { type RefusalCode, refusals } from './refusals.ts'
import { shareInstances } from './shared-scope.ts'

/** The stable code of every error of this library. */
export type ErrorCode = RefusalCode | InternalErrorCode

/** Whether a code is of a refusal. */
export const isRefusalCode = (code: string): code is RefusalCode => Object.hasOwn(refusals, code)

/** Whether a code is of an error of this library. */
export const isErrorCode = (code: string): code is ErrorCode =>
  isRefusalCode(code) || internalErrors.includes(code as InternalErrorCode)

/** The HTTP status of an error; undefined where it reaches no reply. */
export const statusOf = (code: ErrorCode): number | undefined => (isRefusalCode(code) ? refusals[code] : undefined)

/** What errors say beside their code. */
interface ErrorTexts {
  readonly message: (code: ErrorCode) => string
  readonly advice: (code: ErrorCode) => string
}

// A bundle of some families has no more than this.
let texts: ErrorTexts = {
  message: (code) => `${code}.`,
  advice: (code) => `What to do is in errorTable['${code}'].advice of @room-callbacks/core.`,
}

/** What happened, in the words for every error of a code. */
export const messageOf = (code: ErrorCode): string => texts.message(code)

/** Sets where errors have their texts from. */
export function explainErrors(explained: ErrorTexts): void {
  texts = explained
}

/** What a handler or hook of the user threw is the user's own, and goes back as it is. */
const ownCauses: ReadonlySet<ErrorCode> = new Set(['handler-failed', 'gave-up', 'retry-later', 'hook-failed'])

/**
 * The one error class of this library. Its message is one line without control characters. Its cause is a copy, made by
 * {@link copyForeign}, except for what the user's own handlers and hooks threw.
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
  /** HTTP status of the reply; undefined where the error reaches none. */
  readonly status: number | undefined
  /** What to do about it. */
  readonly advice: string

  // Not `ErrorOptions`: an app that compiles with `lib: es2020` does not know that type.
  constructor(code: ErrorCode, detail?: string, options?: { readonly cause?: unknown }) {
    const message = messageOf(code)
    super(detail ? `${message} ${printable(detail)}` : message, passable(code, options))
    this.code = code
    this.status = statusOf(code)
    this.advice = texts.advice(code)
  }
}

shareInstances(RoomCallbacksError, 'RoomCallbacksError')

function passable(code: ErrorCode, options: ErrorOptions | undefined): ErrorOptions | undefined {
  if (options?.cause === undefined) return undefined
  return ownCauses.has(code) ? options : { cause: copyForeign(options.cause) }
}

/**
 * The border of these packages: what a library, a store or the system threw, as it may be passed on, printed or
 * published. Name, code, message and frames are copied, of its causes alike. The object itself stays behind, because
 * libraries keep passwords and packets in theirs. Errors of this library cross as they are. Never throws.
 *
 * @param redact Takes secrets out of every text that is copied. Default: none are known.
 * @example
 * client.on('error', (thrown) => log.warn(copyForeign(thrown, (text) => text.replaceAll(password, '[password]'))))
 */
export function copyForeign(thrown: unknown, redact: (text: string) => string = (text) => text): Error {
  return isOwn(thrown) ? thrown : foreignCopy(thrown, redact)
}

function isOwn(thrown: unknown): thrown is RoomCallbacksError {
  try {
    return thrown instanceof RoomCallbacksError
  } catch {
    // A revoked proxy has no prototype that could be asked for.
    return false
  }
}
