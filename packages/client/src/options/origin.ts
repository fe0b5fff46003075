/** The names under which only this machine is reached. */
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** Whether a text is an origin to which a UserSig may be sent. */
export function isOrigin(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false
  const { protocol, hostname, origin, href } = new URL(value)
  // In clear text, an eavesdropper is administrator until the UserSig of the request expires.
  const isSafe = protocol === 'https:' || (protocol === 'http:' && loopback.test(hostname))
  return isSafe && href === `${origin}/`
}
