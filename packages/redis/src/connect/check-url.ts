import { RoomCallbacksError } from '@room-callbacks/core'

/**
 * Refuses a URL that cannot be read, or in which a password ends at a character that has a meaning of its own: then a part of
 * the password would be looked up as the name of a host, and errors would show it.
 *
 * @throws `invalid-option`, without the URL
 */
export function checkUrl(text: string): void {
  // A path of a Unix socket.
  if (/^\/(?!\/)/.test(text)) return
  const whole = /^rediss?:\/\//i.test(text) ? text : `redis:${text.startsWith('//') ? '' : '//'}${text}`
  if (!isReadable(whole)) {
    throw new RoomCallbacksError(
      'invalid-option',
      'connection: expected a URL such as "redis://user:password@host:6379/0". Write the password with encodeURIComponent(): "#", "/", "?", "@", ":" and "%" have a meaning in a URL.',
    )
  }
}

function isReadable(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { username, password, hostname, pathname, search, hash } = new URL(text)
  // ioredis takes "1x" for 1, and would use the database of another app.
  if (!/^(\/\d*)?$/.test(pathname)) return false
  return hostname !== '' && hash === '' && !(pathname + search).includes('@') && isDecodable(username + password)
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}
