import type { ServerResponse } from 'node:http'
import type { Refused } from '../guard/refused.ts'
import { respond } from './respond.ts'

/** Answers with why something is not served. */
export function respondFailure(response: ServerResponse, { status, code, message }: Refused): void {
  const challenge = { 'www-authenticate': 'Basic realm="room-callbacks inspector", charset="UTF-8"' }
  const body = JSON.stringify({ error: { code, message } })
  // What is refused is not read: the connection must not be used for it.
  const headers = { connection: 'close', ...(status === 401 && challenge) }
  respond(response, status, 'application/json', body, headers)
}
