import { bodySignatureOf } from '@room-callbacks/core'

/** What the headers of an event of RTC Engine say. */
export interface EngineHeaderFields {
  readonly sdkAppId: number | string
  /** Signs the body; without it there is no `Sign`. */
  readonly key?: string | undefined
  /** Exactly what is sent. */
  readonly body: string | Uint8Array
}

/**
 * The headers of an event of RTC Engine (39558).
 *
 * @example
 * await fetch(url, { method: 'POST', headers: engineHeaders({ sdkAppId: 1400000000, key, body }), body })
 */
export function engineHeaders({ sdkAppId, key, body }: EngineHeaderFields): Record<string, string> {
  const headers: Record<string, string> = { 'Content-Type': 'application/json', SdkAppId: String(sdkAppId) }
  if (key !== undefined) headers['Sign'] = bodySignatureOf(key, body)
  return headers
}
