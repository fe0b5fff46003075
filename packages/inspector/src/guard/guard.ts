import type { IncomingMessage } from 'node:http'
import type { InspectorSettings } from '../options/inspector-settings.ts'
import { checkAddress } from './check-address.ts'
import { checkHost } from './check-host.ts'
import { checkContentType, checkOrigin } from './check-origin.ts'
import type { Refused } from './refused.ts'

/**
 * Why a request is not served, even with the right secret.
 *
 * @param isPage Whether it is for the page itself, which may be reached by a link on another site.
 */
export function guard(request: IncomingMessage, settings: InspectorSettings, isPage: boolean): Refused | undefined {
  const isChange = request.method !== 'GET' && request.method !== 'HEAD'
  return (
    checkAddress(request, settings) ??
    checkHost(request, settings) ??
    (isPage && !isChange ? undefined : checkOrigin(request)) ??
    (isChange ? checkContentType(request) : undefined)
  )
}
