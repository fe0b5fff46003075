import type { ObservedDelivery } from '@room-callbacks/core/inspect'
import type { CallbackRecord } from './entry.ts'

type Unknown = Omit<
  CallbackRecord,
  'query' | 'receivedAs' | 'sdkAppId' | 'receivedAt' | 'raw' | 'command' | 'phase' | 'idempotencyKey'
>

/** What is not known of a callback whose request this process did not see. */
export const nothingSeen: Unknown = {
  number: 0,
  method: 'POST',
  headers: {},
  remoteAddress: undefined,
  signature: 'not-reached',
  responseTimeMs: undefined,
  isReparsed: false,
  reply: undefined,
  isForInbox: false,
  refusal: undefined,
  handlerTimeMs: undefined,
  isHandling: false,
  errors: [],
}

/** What the record of an inbox tells of the request that it once was. */
export function seenInInbox({ record }: ObservedDelivery): CallbackRecord {
  const { sdkAppId, receivedAs, command, clientIp, platform, requestId, idempotencyKey, receivedAt, body } = record
  const isEvent = command.startsWith('RtcEngine.')
  const query = new URLSearchParams(isEvent ? {} : { SdkAppid: sdkAppId, CallbackCommand: receivedAs })
  if (clientIp !== undefined) query.append('ClientIP', clientIp)
  if (platform !== undefined) query.append('OptPlatform', platform)
  if (requestId !== undefined) query.append('RequestID', requestId)
  return {
    ...nothingSeen,
    query: query.toString(),
    receivedAs,
    sdkAppId,
    receivedAt,
    raw: body,
    command,
    phase: 'after',
    idempotencyKey,
  }
}
