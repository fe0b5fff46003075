import type { PlatformSettings } from '../options/read-platform-options.ts'
import { verifyUserSig } from '../usersig/verify-user-sig.ts'
import { RestFailure } from './error-codes.ts'

const largestRandom = 2 ** 32 - 1

/** Refuses a call whose query is not that of an administrator of the app (60703). @throws RestFailure */
export function admitCall(query: URLSearchParams, settings: PlatformSettings): void {
  const { sdkAppId, secretKey, administrators, clock } = settings
  const written = query.get('sdkappid')
  if (!written) throw new RestFailure(60012)
  if (written !== String(sdkAppId)) throw new RestFailure(60006)
  const identifier = query.get('identifier')
  if (!identifier) throw new RestFailure(60004)
  const now = Math.floor(clock() / 1000)
  const verdict = verifyUserSig(query.get('usersig') ?? '', { sdkAppId, secretKey, identifier, now })
  if (verdict === 'wrong-account') throw new RestFailure(60004)
  if (verdict !== 'valid') throw new RestFailure(60005, verdict)
  if (!administrators.includes(identifier)) throw new RestFailure(60010)
  const random = query.get('random') ?? ''
  if (!/^\d{1,10}$/.test(random) || Number(random) > largestRandom) throw new RestFailure(60002, 'random')
  if (query.get('contenttype') !== 'json') throw new RestFailure(60002, 'contenttype')
}
