// `%25252e` is a dot for a server that decodes several times. A genuine path is never encoded more often than this.
const mostRounds = 5

/**
 * The path of a target followed by that of a request. Undefined where the request would leave it, in every spelling:
 * what stands above the target, such as the rest of an app, is not for strangers.
 *
 * @param requested A request target as it came, without its query.
 */
export function pathBelow(target: string, requested: string): string | undefined {
  // Some clients write the whole URL of what they ask for (RFC 9112, 3.2.2). Its host is not the target's.
  const path = requested.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#\\]*/i, '') || '/'
  if (!path.startsWith('/') || climbs(path)) return undefined
  return path === '/' ? target : target.replace(/\/$/, '') + path
}

/** Whether a server may find a step upwards in a path, however it decodes it. */
function climbs(path: string): boolean {
  let bytes = path
  for (let round = 0; bytes.includes('%'); round++) {
    const decoded = bytes.replace(/%([\da-f]{2})/gi, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    )
    if (decoded === bytes) break
    if (round === mostRounds) return true
    bytes = decoded
  }
  const text = readText(bytes)
  return text === undefined || text.normalize('NFKC').split(/[/\\]/).some(isStepUp)
}

// A dot that is spelt with too many bytes is none in UTF-8, but some decoders take it for one.
function readText(bytes: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(bytes, 'latin1'))
  } catch {
    return undefined
  }
}

/** Some servers cut parameters off a segment, and drop blanks and control characters. */
const isStepUp = (segment: string): boolean => segment.replace(/;.*$/s, '').replace(/[\p{Cc}\s]/gu, '') === '..'
