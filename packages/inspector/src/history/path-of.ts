/** The path of a callback URL, from what any host hands its handlers; each has a request with a URL. */
export function pathOf(host: unknown): string {
  const { request } = (host ?? {}) as { request?: { originalUrl?: unknown; url?: unknown } }
  const url = request?.originalUrl ?? request?.url
  return typeof url === 'string' ? (url.split('?', 1)[0] as string) : '/'
}
