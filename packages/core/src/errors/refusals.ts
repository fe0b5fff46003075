/** The code of a refusal, which is its outcome too. */
export type RefusalCode =
  | 'wrong-method'
  | 'malformed-query'
  | 'unknown-app'
  | 'lookup-failed'
  | 'bad-signature'
  | 'expired-signature'
  | 'forbidden-address'
  | 'unsupported-encoding'
  | 'too-large'
  | 'read-timeout'
  | 'aborted'
  | 'body-already-read'
  | 'invalid-json'
  | 'command-mismatch'
  | 'invalid-packet'
  | 'family-not-given'
  | 'overloaded'
  | 'closing'
  | 'no-wait-until'
  | 'handler-failed'
  | 'store-failed'
  | 'internal'

/**
 * The HTTP status of the reply to each refusal. The code is also the outcome, and stands in `ErrorInfo` of the reply. Why a
 * callback is refused with it is in `messages.ts`, what to do about it in `advice.ts`.
 */
export const refusals: { readonly [code in RefusalCode]: number } = {
  'wrong-method': 405,
  'malformed-query': 400,
  'unknown-app': 403,
  'lookup-failed': 503,
  'bad-signature': 401,
  'expired-signature': 401,
  'forbidden-address': 403,
  'unsupported-encoding': 415,
  'too-large': 413,
  'read-timeout': 408,
  aborted: 400,
  'body-already-read': 500,
  'invalid-json': 400,
  'command-mismatch': 400,
  'invalid-packet': 400,
  'family-not-given': 501,
  overloaded: 503,
  closing: 503,
  'no-wait-until': 500,
  'handler-failed': 500,
  'store-failed': 503,
  internal: 500,
}
