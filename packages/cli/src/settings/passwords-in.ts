/** Query parameters that drivers read as options. */
const secretParameters = ['password', 'sentinelPassword']

/**
 * The passwords in the URL of a store, as they are and as the URL writes them: neither may be printed. A password with a
 * character that means something in a URL ends early for a parser, and the rest of it would look like a host: so all between
 * the user and the last `@` counts, too.
 */
export function passwordsIn(store: string): readonly string[] {
  const [, whole = ''] = /^[a-z]+:\/\/[^/@:]*:(.+)@/is.exec(store) ?? []
  const found = [whole, ...parsedPasswords(store)]
  return [...new Set(found.flatMap((secret) => [secret, decoded(secret)]))].filter((secret) => secret !== '')
}

function parsedPasswords(store: string): string[] {
  if (!URL.canParse(store)) return []
  const { password, searchParams } = new URL(store)
  return [password, ...secretParameters.flatMap((name) => searchParams.getAll(name))]
}

/** Escape by escape: one that is none stays, and the others are still read. */
const decoded = (text: string): string =>
  text.replaceAll(/(?:%[\da-f]{2})+/gi, (escapes) => Buffer.from(escapes.replaceAll('%', ''), 'hex').toString('utf8'))
