import { Refusal } from '../../errors/refusal.ts'
import type { SignatureCheck } from '../../protocol/signature.ts'
import type { CallbackQuery } from './scan-query.ts'

const seconds = /^\d{1,12}$/

/** Checks the token signature of an app that has tokens. @throws `bad-signature`, `stale` */
export function authenticate(
  { Sign, RequestTime }: CallbackQuery,
  check: SignatureCheck | undefined,
  receivedAt: number,
  signatureWindow: number,
): void {
  if (!check) return
  if (!Sign || !RequestTime || !seconds.test(RequestTime) || !check.isSigned(Sign, RequestTime)) {
    throw new Refusal('bad-signature')
  }
  const now = Math.floor(receivedAt / 1000)
  // Written so that a clock that tells no number makes nothing fresh.
  const isFresh = Math.abs(now - Number(RequestTime)) <= signatureWindow
  if (!isFresh) throw new Refusal('stale')
}
