import type { IncomingMessage } from 'node:http'
import type { InspectorSettings } from '../options/inspector-settings.ts'
import type { Refused } from './refused.ts'

const host = /^(\[[\da-f:.]+\]|[\w\-.]+)(:\d{1,5})?$/i
const address = /^(\[[\da-f:.]+\]|\d{1,3}(\.\d{1,3}){3})$/i

/**
 * Refuses names that are not known: the page of another site can let a name of its own point to this machine (DNS
 * rebinding), and would then be of our origin. Addresses and localhost cannot be made to point elsewhere.
 */
export function checkHost({ headers }: IncomingMessage, { hosts }: InspectorSettings): Refused | undefined {
  const name = host.exec(headers.host ?? '')?.[1]?.toLowerCase() ?? ''
  if (name === 'localhost' || name.endsWith('.localhost') || address.test(name) || hosts.includes(name))
    return undefined
  return { status: 403, code: 'unknown-host', message: 'Open the page as localhost, or name its host in hosts.' }
}
