import type { RoomCallbacksError } from '@room-callbacks/core'
import type { ShownError } from '../wire.ts'

// A handler may throw a whole page, and an error may be its own cause.
const longestStack = 20_000
const deepestCause = 8

/** An error as the page shows it: ours in words, and what was thrown with its stack. */
export function describeError(error: RoomCallbacksError): ShownError {
  const { code, message, advice, cause } = error
  return { code, message, advice, stack: cause === undefined ? undefined : stackOf(cause) }
}

function stackOf(thrown: unknown): string {
  const parts: string[] = []
  for (let cause = thrown; cause !== undefined && parts.length < deepestCause; cause = causeOf(cause)) {
    parts.push(textOf(cause))
  }
  return parts.join('\ncaused by: ').slice(0, longestStack)
}

function causeOf(thrown: unknown): unknown {
  try {
    return thrown instanceof Error ? thrown.cause : undefined
  } catch {
    return undefined
  }
}

function textOf(thrown: unknown): string {
  try {
    return thrown instanceof Error ? (thrown.stack ?? String(thrown)) : String(thrown)
  } catch {
    return 'It cannot even be shown.'
  }
}
