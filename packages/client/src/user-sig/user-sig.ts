import { createHmac } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { PlatformError } from '../errors/platform-error.ts'
import { isAccount, isSdkAppId, isSecretKey, isWhole } from './credential-forms.ts'

/** For whom a UserSig is made, and for how long. */
export interface UserSigOptions {
  readonly sdkAppId: number | string
  /** The secret key of the app, 64 hexadecimal characters, as the console shows it. */
  readonly secretKey: string
  /** The account, at most 32 letters, digits, `_` and `-`. */
  readonly userId: string
  /** How long it is valid. Unit: s. Default: 86400. */
  readonly expire?: number
  /** When it begins to be valid. Unit: Unix seconds. Default: now. */
  readonly time?: number
}

const daySeconds = 86_400

/**
 * Makes a UserSig (TLSSigAPIv2, HMAC-SHA256), which logs a user in, or an administrator into the REST APIs
 * (60703). Apps of before July 2019 that were never upgraded sign otherwise and are not served.
 *
 * @throws PlatformError `invalid-argument`
 * @example
 * userSig({ sdkAppId: 1400000000, secretKey, userId: 'alice', expire: 3600 }) // 'eJyrVgrxCdYr…'
 */
export function userSig(options: UserSigOptions): string {
  const { sdkAppId, secretKey, userId, expire = daySeconds, time = Math.floor(Date.now() / 1000) } = options
  check(isSdkAppId(sdkAppId), 'sdkAppId: expected a number or its digits.')
  check(isSecretKey(secretKey), 'secretKey: expected 64 hexadecimal characters.')
  check(isAccount(userId), 'userId: expected at most 32 letters, digits, "_" and "-".')
  check(isWhole(expire, 1, Number.MAX_SAFE_INTEGER), 'expire: expected whole seconds, at least 1.')
  check(isWhole(time, 0, Number.MAX_SAFE_INTEGER), 'time: expected Unix seconds.')
  const claims = { 'TLS.identifier': userId, 'TLS.sdkappid': Number(sdkAppId), 'TLS.time': time, 'TLS.expire': expire }
  const content = Object.entries(claims).map(([name, value]) => `${name}:${value}\n`)
  const signature = createHmac('sha256', secretKey).update(content.join('')).digest('base64')
  const ticket = deflateSync(JSON.stringify({ 'TLS.ver': '2.0', ...claims, 'TLS.sig': signature })).toString('base64')
  // Not the URL-safe alphabet of RFC 4648: here "/" becomes "-".
  return ticket.replaceAll('+', '*').replaceAll('/', '-').replaceAll('=', '_')
}

function check(isRight: boolean, detail: string): void {
  if (!isRight) throw new PlatformError('invalid-argument', { detail })
}
