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

/** Errors that reach no reply: mistakes thrown at the programmer, and failures told to the `error` hook. The message of each. */
export const internalErrors: { readonly [code in InternalErrorCode]: string } = {
  'invalid-option': 'An argument or option is not valid.',
  'unknown-name': 'There is no command or hook of that name.',
  'invalid-handler': 'A handler is not a function.',
  'duplicate-handler': 'A Before command has a handler already.',
  'late-registration': 'A registration came after the first callback.',
  'invalid-definition': 'A command cannot be defined like this.',
  'invalid-verdict': 'A handler of a Before callback did not return a verdict that the command knows.',
  'hook-failed': 'A hook threw.',
  'wrong-host': 'A receiver was mounted in a host that it is not made for.',
  'reply-failed': 'A reply could not be written.',
  'deduplication-failed': 'The deduplication store failed.',
  'close-timeout': 'Callbacks or hooks still ran when the time given to close() was over.',
  'inbox-failed': 'The inbox failed.',
  'inbox-full': 'The inbox holds as many entries as its capacity allows.',
  'inbox-in-use': 'This inbox delivers to a receiver already.',
  'attempt-timeout': 'A handler took longer than the timeout of the inbox.',
  'dead-letter': 'A callback became a dead letter: its last attempt failed.',
  'gave-up': 'A handler gave a callback up. It is a dead letter now, unless another handler wants a further attempt.',
  'retry-later': 'A handler asked for another attempt at a time of its own.',
  'request-gone': 'There is no request any more: with an inbox it was answered before the handlers run.',
}
