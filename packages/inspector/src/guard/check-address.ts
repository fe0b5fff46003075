import type { IncomingMessage } from 'node:http'
import type { InspectorSettings } from '../options/inspector-settings.ts'
import type { Refused } from './refused.ts'

const loopback = /^(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$|^::1$/

// Whoever speaks through a proxy is somewhere else, although the proxy is here.
const forwarding = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via']

/** Lets this machine alone open the page. The address is that of the socket, which no header can change. */
export function checkAddress(
  { socket, headers }: IncomingMessage,
  { allowRemote }: InspectorSettings,
): Refused | undefined {
  if (allowRemote) return undefined
  const isHere = loopback.test(socket.remoteAddress ?? '') && forwarding.every((name) => headers[name] === undefined)
  if (isHere) return undefined
  return {
    status: 403,
    code: 'remote',
    message: 'The inspector is for this machine only. Open it here, or mount it with allowRemote and a secret.',
  }
}
