import type { IncomingMessage } from 'node:http'
import type { Refused } from './refused.ts'

const foreign: Refused = { status: 403, code: 'foreign-origin', message: 'Another site asked for it.' }

/** Refuses what the page of another site asks for with the rights of the user who looks at it. */
export function checkOrigin(request: IncomingMessage): Refused | undefined {
  const { origin, host } = request.headers
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return foreign
  if (origin !== undefined && hostOf(origin) !== host?.toLowerCase()) return foreign
  return undefined
}

/** Refuses a change that a form of another site could ask for: such a one cannot send JSON. */
export function checkContentType({ headers }: IncomingMessage): Refused | undefined {
  if (/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) return undefined
  return { status: 415, code: 'not-json', message: 'Send application/json.' }
}

// A scheme is not compared: a proxy may have taken TLS off.
function hostOf(origin: string): string | undefined {
  return /^https?:\/\/([^/]+)$/i.exec(origin)?.[1]?.toLowerCase()
}
