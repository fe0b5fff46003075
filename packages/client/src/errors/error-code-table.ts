/** One of Tencent's error codes. */
export interface ErrorCodeRow {
  readonly meaning: string
  /** What the caller can do. */
  readonly advice: string
  /** Whether the documents ask to try again; the client does, with growing pauses. */
  readonly isRetried: boolean
}

const row = (meaning: string, advice: string, isRetried = false): ErrorCodeRow => ({ meaning, advice, isRetried })

const wrongAccount = row(
  'The account or its signature is wrong.',
  'Compare sdkAppId, secretKey and identifier with the console, and the clock of this machine with the time.',
)
const tooFrequent = row('Requests come too frequently.', 'Lower callsPerSecond, and see who else calls for this app.')

/**
 * Every error code that the pages of the configuration APIs document (60703, 63398, 68926, and those of
 * each API), with what it means and what to do. A code that is not here is passed on all the same.
 *
 * @example
 * errorCodeTable[100300]?.meaning // 'A configuration exists already.'
 */
export const errorCodeTable: { readonly [code: number]: ErrorCodeRow } = {
  60002: row('The HTTP request could not be read.', 'Check the url option, and any proxy in between.'),
  60003: row('The JSON of the request could not be read.', 'See whether a proxy in between changes the body.'),
  60004: wrongAccount,
  60005: wrongAccount,
  60006: row('The SDKAppID is invalid.', 'Compare sdkAppId with the console, and region with where the app was made.'),
  60007: row('The API is called too often.', 'Lower callsPerSecond, and see who else calls for this app.'),
  60008: row('The service timed out, or its answer was malformed.', 'Try again later: the retries were in vain.', true),
  60009: row('The resource is not there.', 'Check the url and region options.'),
  60010: row('The call needs an App administrator.', 'Give as identifier an account that is App administrator.'),
  60011: row('The SDKAppID is over its rate limit.', 'Lower callsPerSecond, and see who else calls for this app.'),
  60012: row('The SDKAppID is missing.', 'See whether a proxy in between drops the query.'),
  60013: row(
    'The answer of the service could not be parsed.',
    'Try again later, and report the RequestId if it stays.',
  ),
  60014: row('Switching the account timed out.', 'Try again later, and report the RequestId if it stays.'),
  60015: row('An account is not a string.', 'Report the RequestId: this client sends only strings.'),
  60016: row('The SDKAppID is disabled.', 'See the state of the app in the console.'),
  60017: row('The request is disabled.', 'See in the console whether the app may use this API.'),
  60018: tooFrequent,
  60019: tooFrequent,
  60020: row('The package has expired.', 'Renew it in the console; that takes effect within five minutes.'),
  60021: row('The IP address of the caller is not allowed.', 'Add the address of this machine in the console.'),
  100001: row('The service had an internal error.', 'Try again later: the retries were in vain.', true),
  100002: row('A parameter is invalid.', 'See the text of the platform in the message.'),
  100300: row('A configuration exists already.', 'Use update(), or ensure(), which reads first.'),
  100301: row('No configuration exists.', 'Use set(), or ensure(), which reads first.'),
  100302: row('No token configuration exists.', 'Use setToken() with Token and IsTokenEnable.'),
}
