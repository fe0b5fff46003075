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
 * Every error code that the pages of the APIs of this client document (60703, 63398, 68926, 34959, 34948, 35015, and those of
 * each configuration API), with what it means and what to do. A code that is not here is passed on all the same.
 *
 * @example
 * errorCodeTable[100300]?.meaning // 'A configuration exists already.'
 */
export const errorCodeTable: { readonly [code: number]: ErrorCodeRow } = {
  10002: row('The group service had an internal error.', 'Try again later: the retries were in vain.', true),
  10004: row('A parameter of the group service is invalid.', 'See the text of the platform in the message.'),
  10007: row('The group does not allow this.', 'See the type of the group, and the role of the account.'),
  10010: row('The group does not exist, or was destroyed.', 'Compare the GroupId with a callback of the group.'),
  10015: row('The GroupId is invalid.', 'Compare the GroupId with a callback of the group.'),
  10016: row('The callback before the message refused it.', 'See the verdict of Group.CallbackBeforeSendMsg.'),
  10017: row('The sender is muted.', 'Wait until the sender may speak, or send as another account.'),
  10018: row('The answer would be too large.', 'Read the members in pages, with Limit and Offset.'),
  10023: row('Messages come too often.', 'Send fewer messages to this group, and try again later.'),
  20006: row('The callback before the message refused it.', 'See the verdict of C2C.CallbackBeforeSendMsg.'),
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
  80001: row('The text has forbidden words.', 'Change the text, or the content moderation in the console.'),
  80002: row('The message is too long.', 'Keep a message below 8000 bytes.'),
  90001: row('The JSON of the request could not be read.', 'See whether a proxy in between changes the body.'),
  90003: row('The receiver does not exist.', 'Import the account of To_Account first.'),
  90008: row('The sender does not exist.', 'Import the account of From_Account first.'),
  90009: row('The call needs an App administrator.', 'Give as identifier an account that is App administrator.'),
  90054: row('The MsgKey is invalid.', 'Use the MsgKey of the receipt, or of a callback.'),
  91000: row('The message service had an internal error.', 'Try again later: the retries were in vain.', true),
  100001: row('The service had an internal error.', 'Try again later: the retries were in vain.', true),
  100002: row('A parameter is invalid.', 'See the text of the platform in the message.'),
  100300: row('A configuration exists already.', 'Use update(), or ensure(), which reads first.'),
  100301: row('No configuration exists.', 'Use set(), or ensure(), which reads first.'),
  100302: row('No token configuration exists.', 'Use setToken() with Token and IsTokenEnable.'),
}
