import { createHmac, timingSafeEqual } from 'node:crypto'
import { type DecodedUserSig, decodeUserSig } from './decode-user-sig.ts'

/** What a user signature must have been made for. */
export interface UserSigTerms {
  readonly sdkAppId: number
  readonly secretKey: string
  readonly identifier: string
  /** Unit: Unix seconds. */
  readonly now: number
}

/** Why a user signature does not hold, or that it does. */
export type UserSigVerdict = 'valid' | 'malformed' | 'wrong-app' | 'wrong-account' | 'wrong-key' | 'expired'

/** Checks a user signature as the public implementations make it (TLSSigAPIv2). */
export function verifyUserSig(text: string, terms: UserSigTerms): UserSigVerdict {
  const decoded = decodeUserSig(text)
  if (decoded?.['TLS.ver'] !== '2.0') return 'malformed'
  if (decoded['TLS.sdkappid'] !== terms.sdkAppId) return 'wrong-app'
  if (decoded['TLS.identifier'] !== terms.identifier) return 'wrong-account'
  if (!isSignedWith(terms.secretKey, decoded)) return 'wrong-key'
  return terms.now > decoded['TLS.time'] + decoded['TLS.expire'] ? 'expired' : 'valid'
}

/** The members that are signed, in the order in which they are. */
const signed = ['TLS.identifier', 'TLS.sdkappid', 'TLS.time', 'TLS.expire', 'TLS.userbuf'] as const

function isSignedWith(secretKey: string, decoded: DecodedUserSig): boolean {
  const present = signed.filter((name) => decoded[name] !== undefined)
  const content = present.map((name) => `${name}:${decoded[name]}\n`).join('')
  const expected = createHmac('sha256', secretKey).update(content).digest()
  const given = Buffer.from(decoded['TLS.sig'], 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected)
}
