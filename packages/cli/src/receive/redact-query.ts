const signature = /^\s*sign/i

/**
 * A query as it came, but for its signature: who holds one can sign any body with it, for a minute.
 *
 * @example
 * redactQuery('SdkAppid=1&Sign=17773bc3') // 'SdkAppid=1&Sign=[redacted]'
 */
export function redactQuery(query: string): string {
  const parts = query.split('&').map((part) => {
    const [name = ''] = part.split('=', 1)
    return signature.test(decode(name)) ? `${name}=[redacted]` : part
  })
  return parts.join('&')
}

// The receiver finds it under an escaped name, too.
function decode(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll('+', ' '))
  } catch {
    return name
  }
}
