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
 * Why a callback is refused, and the HTTP status of the reply. The code is also the outcome, and stands in `ErrorInfo` of the
 * reply. What to do about it is in `advice.ts`.
 */
export const refusals: {
  readonly [code in RefusalCode]: { readonly status: number; readonly message: string }
} = {
  'wrong-method': { status: 405, message: 'A callback query came with another method than POST.' },
  'malformed-query': {
    status: 400,
    message: 'A query parameter, or the header SdkAppId, is missing, repeated, or not of the documented form.',
  },
  'unknown-app': { status: 403, message: 'The SdkAppid is not one that this receiver serves.' },
  'lookup-failed': {
    status: 503,
    message: 'A function of the options could not say whether the app is served, or with which token.',
  },
  'bad-signature': { status: 401, message: 'Sign or RequestTime is missing or wrong.' },
  'expired-signature': { status: 401, message: 'The signature is right, but RequestTime is outside the window.' },
  'forbidden-address': { status: 403, message: 'The caller is not on the address list.' },
  'unsupported-encoding': { status: 415, message: 'The body has a Content-Encoding that is not read.' },
  'too-large': { status: 413, message: 'The body is larger than the bodyLimit option.' },
  'read-timeout': { status: 408, message: 'The body was not complete before the deadline.' },
  aborted: { status: 400, message: 'The caller closed the connection before the body was complete.' },
  'body-already-read': {
    status: 500,
    message: 'Something read the body before this receiver and did not keep its bytes.',
  },
  'invalid-json': { status: 400, message: 'The body is not JSON in UTF-8, or holds a __proto__ key.' },
  'command-mismatch': {
    status: 400,
    message: 'The query and the body name different commands, or the query names an event of RTC Engine.',
  },
  'invalid-packet': { status: 400, message: 'The packet does not fit the schema of its command.' },
  'family-not-given': { status: 501, message: 'The command is of a family that this receiver was made without.' },
  overloaded: { status: 503, message: 'As many callbacks run as the concurrency option allows.' },
  closing: { status: 503, message: 'The receiver is closing.' },
  'no-wait-until': {
    status: 500,
    message: 'The platform may stop this process after the reply, and offers no waitUntil.',
  },
  'handler-failed': { status: 500, message: 'A handler threw.' },
  'store-failed': { status: 503, message: 'The callback could not be stored.' },
  internal: { status: 500, message: 'The receiver itself failed.' },
}
