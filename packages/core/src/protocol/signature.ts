import { hash, timingSafeEqual } from 'node:crypto'

/**
 * The `Sign` of a callback URL: lower-case hexadecimal SHA-256 of token and `RequestTime`
 * (64412, Chat 34354). It covers neither the body nor the command nor the app.
 *
 * @param requestTime Unix seconds, exactly as they stand in the query.
 * @example
 * signatureOf('xxxxyyyy', '1669872112') // '17773bc39a67…'
 */
export const signatureOf = (token: string, requestTime: string): string => hash('sha256', token + requestTime, 'hex')

const signatureForm = /^[0-9a-f]{64}$/i

/** Whether `sign` was made with one of the tokens; takes the same time whichever it was. */
export function isSigned(tokens: readonly string[], sign: string, requestTime: string): boolean {
  if (!signatureForm.test(sign)) return false
  const given = Buffer.from(sign.toLowerCase(), 'latin1')
  let signed = false
  for (const token of tokens) {
    const expected = Buffer.from(signatureOf(token, requestTime), 'latin1')
    signed = timingSafeEqual(expected, given) || signed
  }
  return signed
}
