import type { IncomingMessage } from 'node:http'

/** The secret that a request carries as the password of Basic or as a Bearer token. */
export function secretInHeader({ headers }: IncomingMessage): string | undefined {
  const [, scheme = '', credentials = ''] = /^(\w+) (.*)$/s.exec(headers.authorization ?? '') ?? []
  if (scheme.toLowerCase() === 'bearer') return credentials
  if (scheme.toLowerCase() !== 'basic') return undefined
  const text = Buffer.from(credentials, 'base64').toString('utf8')
  return text.slice(text.indexOf(':') + 1)
}

// What is longer holds more than a secret. Unit: characters.
const longest = 2048

/** The secret in the address of the page. */
export function secretInUrl(url: string): string | undefined {
  const start = url.indexOf('?')
  if (start === -1 || url.length - start > longest) return undefined
  return new URLSearchParams(url.slice(start + 1)).get('secret') ?? undefined
}
