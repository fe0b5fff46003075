import type { IncomingMessage } from 'node:http'
import { bodySource, type KeptBody } from '@room-callbacks/core/http'
import { Failure } from '../failure.ts'

/** The JSON of a request, which a parser in front may have read already. @throws Failure */
export async function readJson(request: IncomingMessage, kept: KeptBody, limit: number): Promise<unknown> {
  const source = bodySource(request, kept)
  switch (source.kind) {
    case 'value':
      return source.value
    case 'text':
      return parse(source.text)
    case 'bytes':
      return parse(Buffer.from(source.bytes).toString('utf8'))
    case 'consumed':
      throw new Failure({ status: 500, code: 'body-consumed', message: 'Mount the inspector before body parsers.' })
    case 'stream':
      return parse(await readText(request, limit))
  }
}

async function readText(request: IncomingMessage, limit: number): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > limit)
      throw new Failure({ status: 413, code: 'too-large', message: 'It is larger than memory allows.' })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Failure({ status: 400, code: 'invalid-json', message: 'It is not JSON.' })
  }
}
