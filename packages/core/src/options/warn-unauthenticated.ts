import { warn } from '../errors/warn.ts'
import type { Options } from '../generated/options.ts'

let isWarned = false

/**
 * Warns at the start of a process in production whose receiver authenticates nothing: it is the one mistake that shows in no
 * test and in no log until a stranger finds the URL.
 */
export function warnUnauthenticated({ token, key, addresses }: Options): void {
  const isOpen = token === undefined && (key === undefined || key === false) && addresses === undefined
  if (!isOpen || isWarned || process.env['NODE_ENV'] !== 'production') return
  isWarned = true
  warn(
    'unauthenticated',
    'roomCallbacks() has neither a token nor a key nor addresses: every sender who knows your SDKAppID and your URL can send callbacks. Switch the token on in the callback settings and give it, or give the addresses that Tencent publishes.',
  )
}
