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
  if (decoded?.version !== '2.0' || typeof decoded.sig !== 'string') return 'malformed'
  if (decoded.sdkAppId !== terms.sdkAppId) return 'wrong-app'
  if (decoded.identifier !== terms.identifier) return 'wrong-account'
  if (!isSignedWith(terms.secretKey, decoded, decoded.sig)) return 'wrong-key'
  const { time, expire } = decoded as { time: number; expire: number }
  return terms.now > time + expire ? 'expired' : 'valid'
}

function isSignedWith(secretKey: string, decoded: DecodedUserSig, sig: string): boolean {
  const { identifier, sdkAppId, time, expire, userbuf } = decoded
  const lines = [
    `TLS.identifier:${identifier}`,
    `TLS.sdkappid:${sdkAppId}`,
    `TLS.time:${time}`,
    `TLS.expire:${expire}`,
    ...(userbuf === undefined ? [] : [`TLS.userbuf:${userbuf}`]),
  ]
  const content = lines.map((line) => `${line}\n`).join('')
  const expected = createHmac('sha256', secretKey).update(content).digest()
  const given = Buffer.from(sig, 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected)
}
