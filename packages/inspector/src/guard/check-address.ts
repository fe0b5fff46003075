import type { IncomingMessage } from 'node:http'
import { isUnixSocket } from '../access/is-unix-socket.ts'
import type { InspectorSettings } from '../options/inspector-settings.ts'
import type { Refused } from './refused.ts'

const loopback = /^(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$|^::1$/

// A proxy on this machine speaks for callers that are elsewhere.
const forwarding = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via']

/**
 * Refuses connections of other machines, and what a proxy says that it passes on. Both are proofs of a caller elsewhere.
 * That they are missing proves nothing: nginx with `proxy_pass` alone adds no header. So the secret is asked for, too.
 */
export function checkAddress(
  { socket, headers }: IncomingMessage,
  { allowRemote }: InspectorSettings,
): Refused | undefined {
  if (allowRemote) return undefined
  const isHere = loopback.test(socket.remoteAddress ?? '') || isUnixSocket(socket)
  if (isHere && forwarding.every((name) => headers[name] === undefined)) return undefined
  return {
    status: 403,
    code: 'remote',
    message: 'The inspector is for this machine only. Open it here, or mount it with allowRemote and a secret.',
  }
}
