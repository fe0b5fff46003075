import type { Envelope, EnvelopeRequest, Protocol } from '../protocol.ts'

/** The envelope of an event of RTC Engine. Which event it is stands in the body. */
export interface EngineEnvelope extends Envelope {
  /** The header `Sign`, as written. */
  readonly sign: string | undefined
}

/** What an event is called while its type is not known. */
export const unreadEvent = 'RtcEngine'

/**
 * The envelope of a request that has the header `SdkAppId` of RTC Engine (39558, section "headers"). `Sign` is missing where the
 * console has no key. A POST without it is an event that must be refused; any other method without it, such as the GET of an
 * app that sends the header itself, is none.
 */
export function readEngineEnvelope(
  { headers, method }: EnvelopeRequest,
  protocol: Protocol,
): EngineEnvelope | undefined {
  const sdkAppId = headers['sdkappid']
  if (sdkAppId === undefined) return undefined
  const sign = headers['sign']
  if (sign === undefined && method !== 'POST') return undefined
  return {
    protocol,
    receivedAs: unreadEvent,
    sdkAppId: typeof sdkAppId === 'string' ? sdkAppId : undefined,
    sign: typeof sign === 'string' ? sign : undefined,
    clientIp: undefined,
    platform: undefined,
    requestId: undefined,
    malformed: undefined,
  }
}
