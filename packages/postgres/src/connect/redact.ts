/** Takes secrets out of a text. */
export type Redact = (text: string) => string

// A text of three characters is found in words of any message, and is no secret.
const minSecretLength = 4

/** Takes the password of a connection, or of a pool, out of a message. */
export function redactFor(connection: unknown): Redact {
  const secrets = passwordsOf(connection).filter((secret) => secret.length >= minSecretLength)
  return (text) => secrets.reduce((rest, secret) => rest.replaceAll(secret, '[password]'), text)
}

/** As it is, and as a URL writes it; a pool keeps it in its options. */
function passwordsOf(connection: unknown): string[] {
  const { password, connectionString, options } = Object(connection) as Record<string, unknown>
  const own = typeof password === 'string' ? [password, encodeURIComponent(password)] : []
  const ofUrl = typeof connectionString === 'string' ? inUrl(connectionString) : []
  return [...own, ...ofUrl, ...(options === undefined ? [] : passwordsOf(options))]
}

function inUrl(url: string): string[] {
  if (!URL.canParse(url)) return []
  const { password } = new URL(url)
  return [password, decodeURIComponent(password)]
}
