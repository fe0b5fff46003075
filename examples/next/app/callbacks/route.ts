import { callbacks } from '../../callbacks.ts'

/**
 * The answer to an After callback waits for its handlers. With `after` of next/server they can go on behind it:
 * `export const POST = (request: Request) => callbacks.handler(request, { waitUntil: after })`
 */
export const POST = callbacks.handler
