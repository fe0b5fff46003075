import { hash } from 'node:crypto'

/**
 * What stays the same when Tencent delivers a callback again: the app, the canonical command and
 * the bytes of the body. Never `Sign`, `RequestTime` or `ClientIP`; packets carry no id of their own.
 *
 * @example
 * idempotencyKey('1400000000', 'Room.CallbackAfterMemberEnter', raw) // what `context.idempotencyKey` is
 */
export const idempotencyKey = (sdkAppId: string, command: string, body: Uint8Array | string): string =>
  `${sdkAppId}:${command}:${hash('sha256', body, 'base64url')}`
