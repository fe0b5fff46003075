/** What the platform says beside an error code, in the sense of Tencent's tables (60703, 63398, 60729, 34959, 35015). */
export const errorTexts: { readonly [code: number]: string } = {
  60002: 'HTTP parsing error',
  60003: 'HTTP request JSON parsing error',
  60004: 'account in the URL is wrong',
  60005: 'signature in the URL is wrong',
  60006: 'SDKAppID is invalid',
  60007: 'API call rate is too high',
  60008: 'service timed out or request format is wrong, retry',
  60009: 'resource error, check the URL',
  60010: 'App administrator is needed',
  60011: 'SDKAppID rate limit',
  60012: 'SDKAppID is missing',
  60013: 'response could not be parsed',
  60014: 'account switch timed out',
  60015: 'account type is wrong, it must be a string',
  60016: 'SDKAppID is disabled',
  60017: 'request is disabled',
  60018: 'requests are too frequent',
  60019: 'requests are too frequent',
  60020: 'package expired',
  60021: 'calling IP is not allowed',
  10002: 'internal server error, retry',
  10004: 'parameter is invalid',
  10007: 'no permission',
  10010: 'group does not exist',
  10015: 'group id is invalid',
  10016: 'refused by the callback',
  10017: 'sender is muted',
  10018: 'response is too large',
  10023: 'messages are too frequent',
  20006: 'refused by the callback',
  80001: 'text has forbidden words',
  80002: 'message is too long',
  90001: 'JSON parsing error',
  90003: 'To_Account does not exist',
  90008: 'From_Account does not exist',
  90009: 'App administrator is needed',
  90054: 'MsgKey is invalid',
  91000: 'internal server error, retry',
  100001: 'internal error, retry',
  100002: 'parameter is invalid',
  100300: 'callback configuration already exists',
  100301: 'callback configuration does not exist',
  100302: 'callback token configuration does not exist',
}

/** Ends a call with an error code. Never reaches the user of a platform: it becomes an answer. */
export class RestFailure extends Error {
  readonly code: number

  constructor(code: number, detail?: string) {
    const text = errorTexts[code] ?? 'error'
    super(detail ? `${text}: ${detail}` : text)
    this.code = code
  }
}
