import type { CallbackRecord } from './entry.ts'

type Headers = CallbackRecord['headers']

// Only what says something about a callback: a header may be a credential under any name. The length, which differs
// from one to the next, is kept as a number. Read by name and not in a loop, which takes thirty times as long.
const shown = (headers: Headers): Headers => ({
  host: headers['host'],
  'user-agent': headers['user-agent'],
  'content-type': headers['content-type'],
  // At the place where it is shown.
  'content-length': undefined,
  'content-encoding': headers['content-encoding'],
  'transfer-encoding': headers['transfer-encoding'],
  connection: headers['connection'],
  'x-forwarded-for': headers['x-forwarded-for'],
  'x-forwarded-proto': headers['x-forwarded-proto'],
  'x-request-id': headers['x-request-id'],
  traceparent: headers['traceparent'],
  sdkappid: headers['sdkappid'],
})

const isSame = (one: Headers, other: Headers): boolean =>
  one['host'] === other['host'] &&
  one['user-agent'] === other['user-agent'] &&
  one['content-type'] === other['content-type'] &&
  one['content-encoding'] === other['content-encoding'] &&
  one['transfer-encoding'] === other['transfer-encoding'] &&
  one['connection'] === other['connection'] &&
  one['x-forwarded-for'] === other['x-forwarded-for'] &&
  one['x-forwarded-proto'] === other['x-forwarded-proto'] &&
  one['x-request-id'] === other['x-request-id'] &&
  one['traceparent'] === other['traceparent'] &&
  one['sdkappid'] === other['sdkappid']

/** The header fields that may be shown: one object for all callbacks that have the same. */
export class RepeatedHeaders {
  #last: Headers = shown({})

  of(headers: Headers): Headers {
    if (!isSame(headers, this.#last)) this.#last = shown(headers)
    return this.#last
  }
}
