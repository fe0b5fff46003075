import { Refusal } from '../../errors/refusal.ts'
import type { Settings } from '../../options/read-options.ts'
import type { SignatureCheck } from '../../protocol/signature.ts'
import type { CallbackQuery } from './scan-query.ts'

const seconds = /^\d{1,12}$/

/** Checks the token signature of an app that has tokens. @throws `bad-signature`, `stale` */
export function authenticate(
  { Sign, RequestTime }: CallbackQuery,
  check: SignatureCheck | undefined,
  { signatureWindow, clock }: Settings,
): void {
  if (!check) return
  if (!Sign || !RequestTime || !seconds.test(RequestTime) || !check.isSigned(Sign, RequestTime)) {
    throw new Refusal('bad-signature')
  }
  const now = Math.floor(clock() / 1000)
  // Written so that a clock that tells no number makes nothing fresh.
  const isFresh = Math.abs(now - Number(RequestTime)) <= signatureWindow
  if (!isFresh) throw new Refusal('stale')
}
