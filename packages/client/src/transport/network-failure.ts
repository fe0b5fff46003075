import { copyForeign } from '@room-callbacks/core'
import { type FailureFacts, PlatformError } from '../errors/platform-error.ts'
import type { Redact } from '../errors/redact.ts'
import { OutOfTime } from './with-timeout.ts'

/** What Node and undici say of a failure. */
interface NetworkError extends Error {
  readonly code?: string
  readonly syscall?: string
  readonly errors?: readonly NetworkError[]
}

const beforeSending = /^(connect|getaddrinfo)$/
/** The platform did not prove who it is, or took too long to be connected. */
const noConnection = /CERT|TLS|SSL|EPROTO|UND_ERR_CONNECT_TIMEOUT/

/** What a failed attempt is for the caller. */
export function networkFailure(failure: unknown, facts: FailureFacts, redact: Redact): PlatformError {
  if (failure instanceof OutOfTime) return new PlatformError('timed-out', facts)
  // Several addresses that fail are one error that says nothing, with theirs inside.
  const { errors: [first] = [] } = failure as NetworkError
  const thrown = first ?? (failure as NetworkError)
  const { code = 'unknown', syscall = '' } = thrown
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
    return new PlatformError('unexpected-answer', { ...facts, detail: 'It is larger than 1 MiB.' })
  }
  const isUnreachable = beforeSending.test(syscall) || noConnection.test(code)
  // Libraries keep the request in their errors, and what they could not parse of the answer.
  const cause = copyForeign(thrown, redact)
  return new PlatformError(isUnreachable ? 'unreachable' : 'connection-lost', { ...facts, detail: `${code}.`, cause })
}
