import type { IncomingMessage } from 'node:http'

// A browser sends the few that fit the path. What is beyond is not looked at.
const mostCookies = 8

/** Cookies know no port: with it in the name, two apps of one machine do not overwrite each other's. */
const nameOf = ({ socket }: IncomingMessage): string => `room-callbacks-inspector-${socket.localPort ?? 'socket'}`

/** The ids of sessions that a request carries. */
export function sessionsIn(request: IncomingMessage): string[] {
  const start = `${nameOf(request)}=`
  return (request.headers.cookie ?? '')
    .split(';')
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie.startsWith(start))
    .slice(0, mostCookies)
    .map((cookie) => cookie.slice(start.length))
}

/**
 * The cookie of a session: for the inspector's own path, not for scripts, and not for what another site asks for.
 *
 * @param path Where the browser sees the page, with or without a slash at its end.
 */
export function sessionCookie(request: IncomingMessage, id: string, path: string): string {
  const attributes = ['HttpOnly', 'SameSite=Strict']
  const own = path.replace(/\/$/, '') || '/'
  // What is no path for a cookie: the browser takes that of the page by itself.
  if (/^\/[\w\-./~%!$&'()*+=:@]*$/.test(own)) attributes.unshift(`Path=${own}`)
  if (isSecure(request)) attributes.push('Secure')
  return [`${nameOf(request)}=${id}`, ...attributes].join('; ')
}

/** A client that claims https without cause only loses its own cookie. */
function isSecure({ socket, headers }: IncomingMessage): boolean {
  const isEncrypted = (socket as { readonly encrypted?: boolean }).encrypted === true
  return isEncrypted || /^\s*https\b/i.test(String(headers['x-forwarded-proto'] ?? ''))
}
