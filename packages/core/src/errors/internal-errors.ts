import type { ErrorRow } from './refusals.ts'

/** The code of an error that reaches no reply. */
export type InternalErrorCode =
  | 'invalid-option'
  | 'unknown-name'
  | 'invalid-handler'
  | 'duplicate-handler'
  | 'late-registration'
  | 'invalid-definition'
  | 'invalid-verdict'
  | 'hook-failed'
  | 'wrong-host'
  | 'reply-failed'
  | 'deduplication-failed'
  | 'close-timeout'
  | 'inbox-failed'
  | 'inbox-full'
  | 'inbox-in-use'
  | 'attempt-timeout'
  | 'dead-letter'
  | 'gave-up'
  | 'retry-later'
  | 'request-gone'

/** Errors that reach no reply: mistakes thrown at the programmer, and failures told to the `error` hook. */
export const internalErrors: { readonly [code in InternalErrorCode]: ErrorRow } = {
  'invalid-option': {
    status: undefined,
    message: 'An argument or option is not valid.',
    advice:
      'Correct the value that the message names. The types of the package describe each option, its unit and its default.',
  },
  'unknown-name': {
    status: undefined,
    message: 'There is no command or hook of that name.',
    advice:
      'Write the command as `commands` of @room-callbacks/core lists it. For a command that is newer than this release, use defineCommand() of @room-callbacks/core/define.',
  },
  'invalid-handler': {
    status: undefined,
    message: 'A handler is not a function.',
    advice: 'Give on() a function.',
  },
  'duplicate-handler': {
    status: undefined,
    message: 'A Before command has a handler already.',
    advice: 'Decide in one handler: two may give different answers.',
  },
  'late-registration': {
    status: undefined,
    message: 'A registration came after the first callback.',
    advice: 'Register every handler before the server listens.',
  },
  'invalid-definition': {
    status: undefined,
    message: 'A command cannot be defined like this.',
    advice: 'Correct the part that the message names. The description of defineCommand() in its types has an example.',
  },
  'invalid-verdict': {
    status: undefined,
    message: 'A handler of a Before callback did not return a verdict that the command knows.',
    advice: 'Return allow() or deny(), and a code inside the documented range.',
  },
  'hook-failed': {
    status: undefined,
    message: 'A hook threw.',
    advice: 'Correct the hook. The cause is the error that it threw. The reply was sent unchanged.',
  },
  'wrong-host': {
    status: undefined,
    message: 'A receiver was mounted in a host that it is not made for.',
    advice: 'Import roomCallbacks from the package that the message names, and mount it in the way of that host.',
  },
  'reply-failed': {
    status: undefined,
    message: 'A reply could not be written.',
    advice: 'Look for other code that changes responses, such as a tracer: it threw while the reply was written.',
  },
  'deduplication-failed': {
    status: undefined,
    message: 'The deduplication store failed.',
    advice:
      'Look at the store of the deduplication option. The callback was handled. If it comes again, it is handled again.',
  },
  'close-timeout': {
    status: undefined,
    message: 'Callbacks or hooks still ran when the time given to close() was over.',
    advice: 'Give close() more time, or let handlers stop when context.signal aborts.',
  },
  'inbox-failed': {
    status: undefined,
    message: 'The inbox failed.',
    advice:
      'Look at the store of the inbox. No stored callback is lost. A callback that was not stored was not acknowledged.',
  },
  'inbox-full': {
    status: undefined,
    message: 'The inbox holds as many entries as its capacity allows.',
    advice:
      'Ask stats() of the inbox: add workers if callbacks wait, read the dead letters and retry or purge them, or raise the capacity option.',
  },
  'inbox-in-use': {
    status: undefined,
    message: 'This inbox delivers to a receiver already.',
    advice: 'Give each receiver an inbox of its own, or let one receiver serve several apps.',
  },
  'attempt-timeout': {
    status: undefined,
    message: 'A handler took longer than the timeout of the inbox.',
    advice:
      'Make the handler faster, let it stop when context.signal aborts, or raise the timeout option of the inbox.',
  },
  'dead-letter': {
    status: undefined,
    message: 'A callback became a dead letter: its last attempt failed.',
    advice: 'Repair what the message names. Then give the callback new attempts: retry() of the inbox.',
  },
  'gave-up': {
    status: undefined,
    message: 'A handler gave a callback up. It is a dead letter now, unless another handler wants a further attempt.',
    advice: 'Repair what its reason names. Then give the callback new attempts: retry() of the inbox. Or purge() it.',
  },
  'retry-later': {
    status: undefined,
    message: 'A handler asked for another attempt at a time of its own.',
    advice: 'Nothing to do if it is rare. The inbox retries at that time, as long as attempts are left.',
  },
  'request-gone': {
    status: undefined,
    message: 'There is no request any more: with an inbox it was answered before the handlers run.',
    advice: 'Use the event and the context instead of context.host.',
  },
}
