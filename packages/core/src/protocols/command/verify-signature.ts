import { Refusal } from '../../errors/refusal.ts'
import type { SignatureTime } from '../protocol.ts'
import type { CommandEnvelope } from './command-envelope.ts'
import type { SignatureCheck } from './signature.ts'

const seconds = /^\d{1,12}$/

/** Checks the token signature of an app that has tokens. @throws `bad-signature`, `stale` */
export function verifySignature(
  { sign, requestTime }: CommandEnvelope,
  check: SignatureCheck | undefined,
  { receivedAt, window }: SignatureTime,
): void {
  if (!check) return
  if (!sign || !requestTime || !seconds.test(requestTime) || !check.isSigned(sign, requestTime)) {
    throw new Refusal('bad-signature')
  }
  const now = Math.floor(receivedAt / 1000)
  // Written so that a clock that tells no number makes nothing fresh.
  const isFresh = Math.abs(now - Number(requestTime)) <= window
  if (!isFresh) throw new Refusal('stale')
}
