import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { InspectorSettings } from '../options/inspector-settings.ts'

// Of one length, whatever is compared.
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Whether a request carries the secret, as the password of Basic or as a Bearer token; in constant time. */
export function knowsSecret({ headers }: IncomingMessage, { secret }: InspectorSettings): boolean {
  if (secret === undefined) return true
  const [scheme = '', credentials = ''] = (headers.authorization ?? '').split(' ', 2)
  return timingSafeEqual(digest(presented(scheme.toLowerCase(), credentials)), digest(secret))
}

function presented(scheme: string, credentials: string): string {
  if (scheme === 'bearer') return credentials
  if (scheme !== 'basic') return ''
  const text = Buffer.from(credentials, 'base64').toString('utf8')
  return text.slice(text.indexOf(':') + 1)
}
