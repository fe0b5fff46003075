import { Refusal } from '../../errors/refusal.ts'
import type { Settings } from '../../options/read-options.ts'
import { isSigned } from '../../protocol/signature.ts'
import type { CallbackQuery } from './scan-query.ts'

const seconds = /^\d{1,12}$/

/** Checks the token signature of an app that has tokens. @throws `bad-signature`, `stale` */
export function authenticate(
  { Sign, RequestTime }: CallbackQuery,
  tokens: readonly string[],
  { signatureWindow, clock }: Settings,
): void {
  if (tokens.length === 0) return
  if (!Sign || !RequestTime || !seconds.test(RequestTime) || !isSigned(tokens, Sign, RequestTime)) {
    throw new Refusal('bad-signature')
  }
  const now = Math.floor(clock() / 1000)
  if (Math.abs(now - Number(RequestTime)) > signatureWindow) throw new Refusal('stale')
}
