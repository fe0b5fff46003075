/**
 * The path of a callback URL, from what any host hands its handlers; each has a request with a URL.
 *
 * @param usual What it is most of the time: then nothing is cut out of the URL.
 */
export function pathOf(host: unknown, usual: string): string {
  const { request } = (host ?? {}) as { request?: { originalUrl?: unknown; url?: unknown } }
  const url = request?.originalUrl ?? request?.url
  if (typeof url !== 'string') return '/'
  if (url.startsWith(usual) && url[usual.length] === '?') return usual
  // A callback has a query.
  return url.slice(0, url.indexOf('?'))
}
