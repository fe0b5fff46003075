import type { Envelope, EnvelopeRequest, Protocol } from '../protocol.ts'

/** Before the words of v1, which have no dot: without it `cancel` and `reject` would be names of the receiver's own. */
export const callV1Prefix = 'CallV1.'

/**
 * The envelope of a callback of Call v1, whose query has `command` and `sdkappid` (60129). Both are names that any request
 * can have, so a request with another method, or without both, is none.
 */
export function readCallV1Envelope({ query, method }: EnvelopeRequest, protocol: Protocol): Envelope | undefined {
  if (method !== 'POST') return undefined
  const values = new Map<string, string>()
  let malformed: string | undefined
  for (const [name, value] of new URLSearchParams(query)) {
    const parameter = name.toLowerCase()
    if (!parameters.has(parameter)) continue
    if (values.has(parameter)) malformed = `${parameter} is repeated.`
    else values.set(parameter, value)
  }
  const [command, sdkAppId] = [values.get('command'), values.get('sdkappid')]
  if (command === undefined || sdkAppId === undefined) return undefined
  return {
    protocol,
    sdkAppId,
    receivedAs: `${callV1Prefix}${command}`,
    clientIp: values.get('clientip'),
    platform: values.get('optplatform'),
    requestId: undefined,
    malformed,
  }
}

const parameters: ReadonlySet<string> = new Set(['command', 'sdkappid', 'contenttype', 'clientip', 'optplatform'])
