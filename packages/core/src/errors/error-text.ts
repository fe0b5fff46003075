import { copyForeign, type RoomCallbacksError } from './room-callbacks-error.ts'

const deepestCause = 5

/**
 * An error as it is printed: what happened and what to do about it, then what was thrown, with its frames. Each line but
 * the first is indented, and no text of a stranger begins one.
 */
export function errorText(error: RoomCallbacksError): string {
  const lines = [`room-callbacks: ${error.code}: ${error.message}`, `    ${error.advice}`]
  let cause: unknown = error.cause
  for (let depth = 0; cause !== undefined && depth < deepestCause; depth++) {
    const copy = copyForeign(cause)
    const frames = (copy.stack ?? '').split('\n').slice(1)
    lines.push(`    caused by ${headOf(copy)}`, ...frames.map((frame) => `    ${frame}`))
    cause = copy.cause
  }
  return lines.join('\n')
}

/** What was thrown, in one line. */
export function causeText(error: RoomCallbacksError): string {
  return error.cause === undefined ? '' : ` The cause: ${headOf(copyForeign(error.cause))}`
}

function headOf({ name, message, code }: Error & { readonly code?: string | number }): string {
  const isNamed = code === undefined || message.includes(String(code))
  return `${name}${isNamed ? '' : ` [${code}]`}: ${message}`
}
