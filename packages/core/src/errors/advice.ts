import type { ErrorCode } from './room-callbacks-error.ts'

/**
 * What the operator of the receiver can do about each error. A file of its own: these texts are a tenth of a bundle for edge
 * runtimes, which goes without them.
 */
export const advice: { readonly [code in ErrorCode]: string } = {
  'wrong-method': 'Nothing to do if the callback URL was opened in a browser. Tencent sends POST only.',
  'malformed-query': 'Check that the proxy in front does not change the query string and the headers.',
  'unknown-app':
    'Give its SDKAppID to this roomCallbacks() too: one receiver serves several apps, roomCallbacks([first, second], { token }). Two receivers need a path each, because each refuses callbacks for another app. Or remove this URL from the settings of that app.',
  'lookup-failed':
    'Look at the error that the function threw, or find out why it was slow. Give its queries a time-out below the deadline. The callback was not acknowledged. After one second the next callback of the app calls the function again.',
  'bad-signature':
    'Compare the token option with the token in the callback settings; during a rotation give both tokens. For events of RTC Engine compare the key option with the key in the console, and look for a proxy that changes the body.',
  'expired-signature': 'Synchronise the clock of this machine (NTP), or look for a replay.',
  'forbidden-address':
    'Add the address to the addresses option, or fetch the list from Tencent again (GetIPList). Behind a proxy, Express and Koa report the address of the caller only if they are told to trust that proxy; node:http always reports the proxy.',
  'unsupported-encoding':
    'Switch off compression in the proxy in front, or let a body parser decompress the body first.',
  'too-large': 'Raise bodyLimit if the packet is genuine.',
  'read-timeout': 'Check the network and the proxy in front. A body of a few kB normally arrives at once.',
  aborted: 'Nothing to do if it is rare.',
  'body-already-read':
    'Mount the receiver before the body parser or the middleware that reads the request, or let the parser keep the bytes as rawBody on the request.',
  'invalid-json': 'Register the `rejected` hook and look at the bytes that it gets.',
  'command-mismatch':
    'Look for a forged request, or for a proxy that mixes requests. The signature covers neither the command nor the body.',
  'invalid-packet':
    'Register the `rejected` hook and compare the bytes that it gets with the schema. A new version of the platform may need a new release of this library.',
  'family-not-given':
    'Import the family beside roomCallbacks and add it to the families option, or use the roomCallbacks() that knows all families. Or switch the command off in the console: it is not answered OK, because that would let pass what a Before command asks about.',
  overloaded: 'Make handlers faster, raise concurrency, or add machines.',
  closing: 'Take the machine out of the load balancer before calling close().',
  'no-wait-until':
    "Pass on what the platform has: callbacks.handler(request, { waitUntil: after }) in Next, context in Workers; or give roomCallbacks() the waitUntil option, which is 'process' for a server that runs on. Otherwise leave out `ack: 'received'`, and set `delivery: false` beside an inbox.",
  'handler-failed': 'Correct the handler. The cause is the error that it threw.',
  'store-failed':
    'Look at the store of the inbox option: is it reachable, writable and fast? The callback was not acknowledged.',
  internal: 'This is a fault of the library. Please report it with the cause.',
  'invalid-option':
    'Correct the value that the message names. The types of the package describe each option, its unit and its default.',
  'unknown-name':
    'Write the command as `commands` of @room-callbacks/core lists it. For a command that is newer than this release, use defineCommand() of @room-callbacks/core/define.',
  'invalid-handler': 'Give on() a function.',
  'duplicate-handler': 'Decide in one handler: two may give different answers.',
  'late-registration': 'Register every handler before the server listens.',
  'invalid-definition':
    'Correct the part that the message names. The description of defineCommand() in its types has an example.',
  'invalid-verdict': 'Return allow() or deny(), and a code inside the documented range.',
  'hook-failed': 'Correct the hook. The cause is the error that it threw. The reply was sent unchanged.',
  'wrong-host': 'Import roomCallbacks from the package that the message names, and mount it in the way of that host.',
  'reply-failed': 'Look for other code that changes responses, such as a tracer: it threw while the reply was written.',
  'deduplication-failed':
    'Look at the store of the deduplication option. The callback was handled. If it comes again, it is handled again.',
  'close-timeout': 'Give close() more time, or let handlers stop when context.signal aborts.',
  'inbox-failed':
    'Look at the store of the inbox. No stored callback is lost. A callback that was not stored was not acknowledged.',
  'inbox-full':
    'Ask stats() of the inbox: add workers if callbacks wait, read the dead letters and retry or purge them, or raise the capacity option.',
  'inbox-in-use': 'Give each receiver an inbox of its own, or let one receiver serve several apps.',
  'attempt-timeout':
    'Make the handler faster, let it stop when context.signal aborts, or raise the timeout option of the inbox.',
  'dead-letter': 'Repair what the message names. Then give the callback new attempts: retry() of the inbox.',
  'gave-up': 'Repair what its reason names. Then give the callback new attempts: retry() of the inbox. Or purge() it.',
  'retry-later': 'Nothing to do if it is rare. The inbox retries at that time, as long as attempts are left.',
  'request-gone': 'Use the event and the context instead of context.host.',
}
