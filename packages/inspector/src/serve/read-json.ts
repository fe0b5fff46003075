import type { IncomingMessage } from 'node:http'
import { bodySource, type ParsedBody } from '@room-callbacks/core/http'
import { Failure } from '../failure.ts'
import { JsonBounds, type JsonLimits } from './json-bounds.ts'

/** The JSON of a request, which a parser in front may have read already. @throws Failure */
export async function readJson(
  request: IncomingMessage,
  kept: readonly ParsedBody[],
  limits: JsonLimits,
): Promise<unknown> {
  const bounds = new JsonBounds(limits)
  const source = bodySource(request, ...kept)
  switch (source.kind) {
    case 'value':
      return source.value
    case 'text':
      return parse([Buffer.from(source.text)], bounds)
    case 'bytes':
      return parse([source.bytes], bounds)
    case 'consumed':
      throw new Failure({ status: 500, code: 'body-already-read', message: 'Mount the inspector before body parsers.' })
    case 'unread':
      return parse(request as AsyncIterable<Buffer>, bounds)
  }
}

// What is refused is still read so far, because most clients read no answer before they have sent all. Unit: bytes.
const mostDiscarded = 16_777_216

/** Each chunk of a stream is looked at in a turn of its own. */
async function parse(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, bounds: JsonBounds): Promise<unknown> {
  const chunks: Uint8Array[] = []
  let refusal: Failure | undefined
  let discarded = 0
  for await (const chunk of source) {
    refusal ??= bounds.exceededBy(chunk)
    if (refusal) discarded += chunk.length
    else chunks.push(chunk)
    if (discarded > mostDiscarded) break
  }
  if (refusal) throw refusal
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    throw new Failure({ status: 400, code: 'invalid-json', message: 'It is not JSON.' })
  }
}
