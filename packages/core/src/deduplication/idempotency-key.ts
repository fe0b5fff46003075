import { crypto } from '../crypto.ts'

/**
 * What stays the same when Tencent delivers a callback again: the app, the canonical command and
 * the bytes of the body. Never `Sign`, `RequestTime` or `ClientIP`; packets carry no id of their own.
 * The time of the event, in ms, is in the body too. It stands before the digest so that keys sort
 * nearly as callbacks arrive: an index of them grows at its end, and not everywhere at once.
 */
export function idempotencyKey(
  sdkAppId: string,
  command: string,
  eventTime: number | undefined,
  body: Uint8Array | string,
): string {
  const digest = crypto().hash('sha256', body, 'base64url')
  return eventTime === undefined ? `${sdkAppId}:${command}:${digest}` : `${sdkAppId}:${command}:${eventTime}:${digest}`
}
