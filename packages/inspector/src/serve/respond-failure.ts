import type { ServerResponse } from 'node:http'
import type { Refused } from '../guard/refused.ts'
import { respond } from './respond.ts'

/** Answers with why something is not served. */
export function respondFailure(
  response: ServerResponse,
  { status, code, message }: Refused,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = JSON.stringify({ error: { code, message } })
  // What is refused is not read: the connection must not be used for it.
  respond(response, status, 'application/json', body, { connection: 'close', ...headers })
}
