import { callbackQuery } from '../../callback-query.ts'
import { writePacket } from '../faults/large-ids.ts'
import type { CallbackHttpRequest } from './callback-sender.ts'
import type { PendingCallback } from './pending-callback.ts'

/** For whom a callback is, and how it is signed. */
export interface Address {
  readonly url: string
  readonly sdkAppId: number
  readonly token: string | undefined
}

/** What the request of a callback says beside its packet. */
export type Envelope = Omit<PendingCallback, 'packet' | 'hasLargeIds'>

/** The body of a callback. */
export const bodyOf = ({ packet, hasLargeIds }: PendingCallback): string =>
  hasLargeIds ? writePacket(packet) : JSON.stringify(packet)

/** The request of a callback, signed at a time in Unix seconds. */
export function writeLetter(
  envelope: Envelope,
  body: string,
  { url, sdkAppId, token }: Address,
  requestTime: number,
): CallbackHttpRequest {
  const { command, clientIp, platform, headers, changeQuery } = envelope
  const written = callbackQuery({ sdkAppId, command, token, requestTime, clientIp, platform })
  const query = changeQuery ? queryText(changeQuery([...new URLSearchParams(written)])) : written
  const { origin, pathname, search } = new URL(url)
  // A query in the URL is not documented; the console forbids the question mark (74157).
  const path = search ? `${pathname}${search}&${query}` : `${pathname}?${query}`
  return { origin, path, headers, body }
}

const queryText = (entries: readonly (readonly [string, string])[]): string =>
  new URLSearchParams(entries.map(([name, value]): [string, string] => [name, value])).toString()

/** The URL of a request without its signature. */
export const urlForLog = ({ origin, path }: CallbackHttpRequest): string =>
  origin + path.replace(/([?&]sign=)[^&]*/i, '$1redacted')
