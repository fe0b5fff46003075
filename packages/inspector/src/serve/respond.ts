import type { ServerResponse } from 'node:http'

// Everything comes from here, nothing runs that was written into the page, and no other page frames it.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

const safety = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
} as const

/** A kind of content. */
export type ContentType = 'text/html' | 'text/javascript' | 'text/css' | 'text/event-stream' | 'application/json'

/** Writes the head of an answer; no browser and no proxy stores it unless `headers` say so. */
export function writeHead(
  response: ServerResponse,
  status: number,
  type: ContentType,
  headers: Readonly<Record<string, string>> = {},
): void {
  const content = type === 'application/json' ? type : `${type}; charset=utf-8`
  response.writeHead(status, { ...safety, 'cache-control': 'no-store', 'content-type': content, ...headers })
}

/** Answers with text. */
export function respond(
  response: ServerResponse,
  status: number,
  type: ContentType,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  writeHead(response, status, type, { 'content-length': String(Buffer.byteLength(text)), ...headers })
  response.end(text)
}
