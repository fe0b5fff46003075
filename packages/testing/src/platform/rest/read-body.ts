import type { IncomingMessage } from 'node:http'
import { RestFailure } from './error-codes.ts'

const limit = 65_536

/** The body of a call, which must not be empty: `{}` when there are no fields (60703). @throws RestFailure */
export async function readBody(request: IncomingMessage): Promise<{ readonly [field: string]: unknown }> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk
    if (text.length > limit) throw new RestFailure(60002, 'the body is too large')
  }
  const body = parse(text)
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new RestFailure(60003)
  return body as { readonly [field: string]: unknown }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new RestFailure(60003)
  }
}
