import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { CallbackHttpRequest } from './callback-sender.ts'

/** Where a connection breaks: in the middle of the body, or behind it and before the answer. */
export type Break = 'before-body' | 'after-body'

/**
 * Sends a request over a connection that breaks. Resolves when it is closed, by either side.
 *
 * @param timeout After which one that was never made breaks too. Unit: ms.
 */
export function breakConnection(
  { origin, path, headers, body }: CallbackHttpRequest,
  where: Break,
  timeout: number,
): Promise<void> {
  const { request } = origin.startsWith('https:') ? { request: requestHttps } : { request: requestHttp }
  const bytes = Buffer.from(body)
  return new Promise((resolve) => {
    const broken = request(origin + path, {
      method: 'POST',
      headers: { ...headers, 'content-length': bytes.length },
      agent: false,
    })
    const hangUp = (): void => {
      broken.destroy()
    }
    const timer = setTimeout(hangUp, timeout)
    broken.on('error', () => {})
    broken.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
    if (where === 'after-body') broken.end(bytes, hangUp)
    else broken.write(bytes.subarray(0, bytes.length / 2), hangUp)
  })
}
