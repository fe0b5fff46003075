import { crypto } from '../../crypto.ts'
import { Refusal } from '../../errors/refusal.ts'
import type { KeySignatures } from '../protocol.ts'

/**
 * The header `Sign` of an event of RTC Engine: HMAC-SHA256 of the body, in standard base64 with padding (39558, 54914).
 *
 * @param key The key of the callback settings.
 * @param body The bytes exactly as they are sent. JSON that was parsed and written again has another signature.
 * @example
 * headers.Sign = bodySignatureOf('123654', body)
 */
export const bodySignatureOf = (key: string, body: Uint8Array | string): string =>
  crypto().createHmac('sha256', key).update(body).digest('base64')

// 32 bytes: 43 characters and one of padding. Decoders that skip white space or take `-` and `_` would let one signature
// have many spellings.
const signForm = /^[A-Za-z0-9+/]{43}=$/
const signLength = 44

// Written and read in one turn: it need not be made anew for each callback.
const given = Buffer.alloc(signLength)

/** Checks bodies that were signed with one of several keys. */
export class KeyCheck implements KeySignatures {
  readonly keys: readonly string[]

  constructor(keys: readonly string[]) {
    this.keys = keys
  }

  /** Whether `sign` was made with one of the keys; takes the same time whichever it was. */
  isSigned(sign: string, body: Uint8Array): boolean {
    // As text: base64 of 32 bytes leaves two bits over, and a decoder would not see them.
    given.write(sign, 'latin1')
    let signed = false
    for (const key of this.keys) {
      const expected = Buffer.from(bodySignatureOf(key, body), 'latin1')
      signed = crypto().timingSafeEqual(expected, given) || signed
    }
    return signed
  }
}

/** Checks that a signature has the form of one, before a byte of the body is read. @throws `bad-signature` */
export function checkSignForm(sign: string | undefined): asserts sign is string {
  if (sign === undefined) throw new Refusal('bad-signature', 'The header Sign is missing: has the console a key?')
  if (!signForm.test(sign)) throw new Refusal('bad-signature', 'The header Sign is not base64 of 32 bytes.')
}
