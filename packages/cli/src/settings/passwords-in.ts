/** Query parameters that drivers read as options. */
const secretParameters = ['password', 'sentinelPassword']

/** The passwords in the URL of a store, as they are and as the URL writes them: neither may be printed. */
export function passwordsIn(store: string): readonly string[] {
  if (!URL.canParse(store)) {
    // A password with a character that a URL does not hold is one all the same.
    const [, password] = /^[a-z]+:\/\/[^/@:]*:(.+)@/is.exec(store) ?? []
    return password ? [password] : []
  }
  const { password, searchParams } = new URL(store)
  const found = [password, ...secretParameters.flatMap((name) => searchParams.getAll(name))]
  return [...new Set(found.flatMap((secret) => [secret, decoded(secret)]))].filter((secret) => secret !== '')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
