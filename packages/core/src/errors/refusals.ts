/** One row of the error registry. */
export interface ErrorRow {
  /** HTTP status of the reply; undefined where the error reaches no reply. */
  readonly status: number | undefined
  readonly message: string
  /** What the operator of the receiver can do. */
  readonly advice: string
}

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

/** Why a callback is refused. The code is also the outcome, and stands in `ErrorInfo` of the reply. */
export const refusals: { readonly [code in RefusalCode]: ErrorRow } = {
  'wrong-method': {
    status: 405,
    message: 'A callback query came with another method than POST.',
    advice: 'Nothing to do if the callback URL was opened in a browser. Tencent sends POST only.',
  },
  'malformed-query': {
    status: 400,
    message: 'A query parameter, or the header SdkAppId, is missing, repeated, or not of the documented form.',
    advice: 'Check that the proxy in front does not change the query string and the headers.',
  },
  'unknown-app': {
    status: 403,
    message: 'The SdkAppid is not one that this receiver serves.',
    advice:
      'Give its SDKAppID to this roomCallbacks() too: one receiver serves several apps, roomCallbacks([first, second], { token }). Two receivers need a path each, because each refuses callbacks for another app. Or remove this URL from the settings of that app.',
  },
  'lookup-failed': {
    status: 503,
    message: 'A function of the options could not say whether the app is served, or with which token.',
    advice:
      'Look at the error that the function threw, or find out why it was slow. Give its queries a time-out below the deadline. The callback was not acknowledged. After one second the next callback of the app calls the function again.',
  },
  'bad-signature': {
    status: 401,
    message: 'Sign or RequestTime is missing or wrong.',
    advice:
      'Compare the token option with the token in the callback settings; during a rotation give both tokens. For events of RTC Engine compare the key option with the key in the console, and look for a proxy that changes the body.',
  },
  'expired-signature': {
    status: 401,
    message: 'The signature is right, but RequestTime is outside the window.',
    advice: 'Synchronise the clock of this machine (NTP), or look for a replay.',
  },
  'forbidden-address': {
    status: 403,
    message: 'The caller is not on the address list.',
    advice:
      'Add the address to the addresses option, or fetch the list from Tencent again (GetIPList). Behind a proxy, Express and Koa report the address of the caller only if they are told to trust that proxy; node:http always reports the proxy.',
  },
  'unsupported-encoding': {
    status: 415,
    message: 'The body has a Content-Encoding that is not read.',
    advice: 'Switch off compression in the proxy in front, or let a body parser decompress the body first.',
  },
  'too-large': {
    status: 413,
    message: 'The body is larger than the bodyLimit option.',
    advice: 'Raise bodyLimit if the packet is genuine.',
  },
  'read-timeout': {
    status: 408,
    message: 'The body was not complete before the deadline.',
    advice: 'Check the network and the proxy in front. A body of a few kB normally arrives at once.',
  },
  aborted: {
    status: 400,
    message: 'The caller closed the connection before the body was complete.',
    advice: 'Nothing to do if it is rare.',
  },
  'body-already-read': {
    status: 500,
    message: 'Something read the body before this receiver and did not keep its bytes.',
    advice:
      'Mount the receiver before the body parser or the middleware that reads the request, or let the parser keep the bytes as rawBody on the request.',
  },
  'invalid-json': {
    status: 400,
    message: 'The body is not JSON in UTF-8, or holds a __proto__ key.',
    advice: 'Register the `rejected` hook and look at the bytes that it gets.',
  },
  'command-mismatch': {
    status: 400,
    message: 'The query and the body name different commands, or the query names an event of RTC Engine.',
    advice:
      'Look for a forged request, or for a proxy that mixes requests. The signature covers neither the command nor the body.',
  },
  'invalid-packet': {
    status: 400,
    message: 'The packet does not fit the schema of its command.',
    advice:
      'Register the `rejected` hook and compare the bytes that it gets with the schema. A new version of the platform may need a new release of this library.',
  },
  'family-not-given': {
    status: 501,
    message: 'The command is of a family that this receiver was made without.',
    advice:
      'Import the family beside roomCallbacks and add it to the families option, or use the roomCallbacks() that knows all families. Or switch the command off in the console: it is not answered OK, because that would let pass what a Before command asks about.',
  },
  overloaded: {
    status: 503,
    message: 'As many callbacks run as the concurrency option allows.',
    advice: 'Make handlers faster, raise concurrency, or add machines.',
  },
  closing: {
    status: 503,
    message: 'The receiver is closing.',
    advice: 'Take the machine out of the load balancer before calling close().',
  },
  'no-wait-until': {
    status: 500,
    message: 'The platform may stop this process after the reply, and offers no waitUntil.',
    advice:
      "Pass on what the platform has: callbacks.handler(request, { waitUntil: after }) in Next, context in Workers; or give roomCallbacks() the waitUntil option, which is 'process' for a server that runs on. Otherwise leave out `ack: 'received'`, and set `delivery: false` beside an inbox.",
  },
  'handler-failed': {
    status: 500,
    message: 'A handler threw.',
    advice: 'Correct the handler. The cause is the error that it threw.',
  },
  'store-failed': {
    status: 503,
    message: 'The callback could not be stored.',
    advice:
      'Look at the store of the inbox option: is it reachable, writable and fast? The callback was not acknowledged.',
  },
  internal: {
    status: 500,
    message: 'The receiver itself failed.',
    advice: 'This is a fault of the library. Please report it with the cause.',
  },
}
