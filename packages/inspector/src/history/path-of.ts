/** The path of a callback URL, from what any host hands its handlers; each has a request with a URL. */
export function pathOf(host: unknown): string {
  const { request } = (host ?? {}) as { request?: { originalUrl?: unknown; url?: unknown } }
  const url = request?.originalUrl ?? request?.url
  if (typeof url !== 'string') return '/'
  // A callback has a query.
  return url.slice(0, url.indexOf('?'))
}
