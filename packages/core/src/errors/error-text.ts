import { copyForeign, RoomCallbacksError } from './room-callbacks-error.ts'

const deepestCause = 5

/**
 * An error as it is printed: what happened and what to do about it, then what was thrown, with its frames. Each line but
 * the first is indented, and no text of a stranger begins one.
 */
export function errorText(error: RoomCallbacksError): string {
  const lines = [`room-callbacks: ${error.code}: ${error.message}`, `    ${adviceOf(error)}`]
  let cause: unknown = error.cause
  for (let depth = 0; cause !== undefined && depth < deepestCause; depth++) {
    const copy = copyForeign(cause)
    const frames = String(copy.stack).split('\n').slice(1)
    lines.push(`    caused by ${headOf(copy)}`, ...frames.map((frame) => `    ${frame}`))
    cause = copy.cause
  }
  return lines.join('\n')
}

/** What to do about an error: where an error of ours is the cause, that one knows better. */
export function adviceOf({ cause, advice }: RoomCallbacksError): string {
  return cause instanceof RoomCallbacksError ? cause.advice : advice
}

/** What was thrown, in one line. */
export function causeText(error: RoomCallbacksError): string {
  if (error.cause === undefined) return ''
  const cause = copyForeign(error.cause)
  return error.message.includes(cause.message) ? '' : ` The cause: ${headOf(cause)}`
}

function headOf({ name, message, code }: Error & { readonly code?: string | number }): string {
  const isNamed = code === undefined || message.includes(String(code))
  return `${name}${isNamed ? '' : ` [${code}]`}: ${message}`
}
