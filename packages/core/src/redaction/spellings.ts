/** How a secret may be written where no character of it stands: these are searched for as it is itself. */
export function spellingsOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const spellings = [secret, secret.replaceAll(' ', '+')]
  // What is shorter stands in every text.
  if (bytes.length >= 3) spellings.push(bytes.toString('hex'), bytes.toString('hex').toUpperCase())
  for (const base64 of [bytes.toString('base64'), ...coresOf(bytes)].filter(({ length }) => length >= 4)) {
    spellings.push(base64, base64.replaceAll('+', '-').replaceAll('/', '_'))
    // The alphabet of a UserSig.
    spellings.push(base64.replaceAll('+', '*').replaceAll('/', '-').replaceAll('=', '_'))
  }
  return [...new Set(spellings)]
}

/**
 * What is certain of the base64 of a text that holds the secret, wherever it stands: three bytes are four characters, so
 * there are three ways in which it may lie.
 */
const coresOf = (bytes: Buffer): string[] =>
  [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    const whole = Math.floor(((before + bytes.length) * 8) / 6)
    return text.slice(Math.ceil((before * 8) / 6), whole)
  })
