import { crypto } from '../../crypto.ts'
import { Refusal } from '../../errors/refusal.ts'
import type { SignatureTime, TokenSignatures } from '../protocol.ts'
import type { CommandEnvelope } from './command-envelope.ts'

/**
 * The `Sign` of a callback URL: lower-case hexadecimal SHA-256 of token and `RequestTime`
 * (64412, Chat 34354). It covers neither the body nor the command nor the app.
 *
 * @param requestTime Unix seconds, exactly as they stand in the query.
 * @example
 * signatureOf('xxxxyyyy', '1669872112') // '17773bc39a67…'
 */
export const signatureOf = (token: string, requestTime: string): string =>
  crypto().hash('sha256', token + requestTime, 'hex')

// Written and read in one turn: it need not be made anew for each callback.
const given = Buffer.alloc(64)

/** Checks signatures made with one of several tokens. */
export class SignatureCheck implements TokenSignatures {
  readonly #tokens: readonly string[]
  readonly #areEqual = crypto().timingSafeEqual
  // All callbacks of a second are signed alike: what was expected last is expected next.
  #requestTime = ''
  #expected: readonly Buffer[] = []

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens
  }

  /** Whether `sign` was made with one of the tokens; takes the same time whichever it was. */
  isSigned(sign: string, requestTime: string): boolean {
    if (sign.length !== 64) return false
    // What is not ASCII does not fit whole: without this, bytes of the signature before would stay.
    if (given.write(sign.toLowerCase()) !== 64) return false
    let signed = false
    for (const expected of this.#signaturesAt(requestTime)) signed = this.#areEqual(expected, given) || signed
    return signed
  }

  /** For those who take them out of what they show. */
  get tokens(): readonly string[] {
    return this.#tokens
  }

  #signaturesAt(requestTime: string): readonly Buffer[] {
    if (requestTime !== this.#requestTime) {
      this.#expected = this.#tokens.map((token) => Buffer.from(signatureOf(token, requestTime)))
      this.#requestTime = requestTime
    }
    return this.#expected
  }
}

const seconds = /^\d{1,12}$/

/** Checks the token signature of an app that has tokens. @throws `bad-signature`, `expired-signature` */
export function verifySignature(
  { sign, requestTime }: CommandEnvelope,
  check: TokenSignatures | undefined,
  { receivedAt, window }: SignatureTime,
): void {
  if (!check) return
  if (!sign || !requestTime || !seconds.test(requestTime) || !check.isSigned(sign, requestTime)) {
    throw new Refusal('bad-signature')
  }
  if (!isFresh(requestTime, { receivedAt, window })) throw new Refusal('expired-signature')
}

/** Whether a query is signed with a token of an app, and in time. */
export const isSignedNow = (
  { sign, requestTime }: { readonly sign: string; readonly requestTime: string },
  check: TokenSignatures,
  time: SignatureTime,
): boolean => seconds.test(requestTime) && isFresh(requestTime, time) && check.isSigned(sign, requestTime)

function isFresh(requestTime: string, { receivedAt, window }: SignatureTime): boolean {
  const now = Math.floor(receivedAt / 1000)
  // Written so that a clock that tells no number makes nothing fresh.
  return Math.abs(now - Number(requestTime)) <= window
}
