import type { IncomingMessage, ServerResponse } from 'node:http'

/** For `express.json({ verify: keepRawBody })`: keeps the bytes that the parser is about to turn into an object. */
export const keepRawBody = (request: IncomingMessage, _response: ServerResponse, rawBody: Buffer): void => {
  Object.assign(request, { rawBody })
}
