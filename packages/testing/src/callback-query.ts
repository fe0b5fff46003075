import { signatureOf } from '@room-callbacks/core'

/** What the platform writes into the query of a callback. */
export interface QueryFields {
  readonly sdkAppId: number | string
  readonly command: string
  /** Signs the query; without it there is no `Sign` and no `RequestTime`. */
  readonly token?: string | undefined
  /** When it was signed. Unit: Unix seconds. Default: now. */
  readonly requestTime?: number | undefined
  /** Default: `127.0.0.1`. */
  readonly clientIp?: string | undefined
  /** Default: `RESTAPI`. */
  readonly platform?: string | undefined
  /** `RequestID`. Default: none. */
  readonly requestId?: string | undefined
}

/**
 * The query string of a callback, in the order of Tencent's samples.
 *
 * @example
 * await fetch(`${url}?${callbackQuery({ sdkAppId: 1400000000, command, token })}`, { method: 'POST', body })
 */
export function callbackQuery(fields: QueryFields): string {
  if (fields.command.startsWith(callV1Prefix)) return callV1Query(fields)
  const { sdkAppId, command, token, requestTime = Math.floor(Date.now() / 1000) } = fields
  const query = new URLSearchParams({
    SdkAppid: String(sdkAppId),
    CallbackCommand: command,
    contenttype: 'json',
    ClientIP: fields.clientIp ?? '127.0.0.1',
    OptPlatform: fields.platform ?? 'RESTAPI',
  })
  if (fields.requestId !== undefined) query.append('RequestID', fields.requestId)
  if (token !== undefined) {
    query.append('Sign', signatureOf(token, String(requestTime)))
    query.append('RequestTime', String(requestTime))
  }
  return query.toString()
}

const callV1Prefix = 'CallV1.'

/** That of Call v1: other names, and nothing is signed (60129). */
function callV1Query({ sdkAppId, command, clientIp = '127.0.0.1', platform = 'iOS' }: QueryFields): string {
  const fields = { sdkappid: String(sdkAppId), command: command.slice(callV1Prefix.length), contenttype: 'json' }
  return new URLSearchParams({ ...fields, clientip: clientIp, optplatform: platform }).toString()
}
