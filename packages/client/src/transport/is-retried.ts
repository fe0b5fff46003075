import { errorCodeTable } from '../errors/error-code-table.ts'
import { PlatformError } from '../errors/platform-error.ts'

/**
 * Whether a failure may pass: the network's, 5xx of what stands in between, and the codes whose pages ask
 * to try again. Every API of this client may be repeated: it sets or removes, and a message has a number by which the platform
 * knows it again for as long as `repeatableFor` says.
 */
export function isRetried(error: unknown): boolean {
  if (!(error instanceof PlatformError)) return false
  const { code, status = 0, platformCode = 0 } = error
  if (code === 'http-status') return status >= 500
  if (code === 'platform-refused') return errorCodeTable[platformCode]?.isRetried === true
  return ['unreachable', 'connection-lost', 'timed-out'].includes(code)
}
