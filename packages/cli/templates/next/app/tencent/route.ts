import { callbacks } from '../../src/callbacks.ts'

/**
 * The answer to an After callback waits for its handlers. On a platform that freezes what has answered, `after` of
 * next/server carries them: `export const POST = (request: Request) => callbacks.handler(request, { waitUntil: after })`
 */
export const POST = callbacks.handler
