import type { ErrorRow } from './refusals.ts'

/** The code of an error that reaches no reply. */
export type MistakeCode =
  | 'invalid-option'
  | 'unknown-name'
  | 'invalid-handler'
  | 'duplicate-handler'
  | 'late-registration'
  | 'invalid-definition'
  | 'invalid-verdict'
  | 'hook-failed'
  | 'deduplication-failed'
  | 'close-timeout'

/** Errors that reach no reply: mistakes thrown at the programmer, and failures told to the `error` hook. */
export const mistakes: { readonly [code in MistakeCode]: ErrorRow } = {
  'invalid-option': {
    status: 0,
    message: 'An argument or option of roomCallbacks() is not valid.',
    advice: 'See the options table.',
  },
  'unknown-name': {
    status: 0,
    message: 'There is no command or hook of that name.',
    advice: 'Use the canonical command word; see the table of commands.',
  },
  'invalid-handler': {
    status: 0,
    message: 'A handler is not a function.',
    advice: 'Give on() a function.',
  },
  'duplicate-handler': {
    status: 0,
    message: 'A Before command has a handler already.',
    advice: 'Decide in one handler: with two, whose answer wins?',
  },
  'late-registration': {
    status: 0,
    message: 'A registration came after the first callback.',
    advice: 'Register every handler before the server listens.',
  },
  'invalid-definition': {
    status: 0,
    message: 'A command cannot be defined like this.',
    advice: 'See the documentation of defineCommand().',
  },
  'invalid-verdict': {
    status: 0,
    message: 'A handler of a Before callback did not return a verdict that the command knows.',
    advice: 'Return allow() or deny(), and a code inside the documented range.',
  },
  'hook-failed': {
    status: 0,
    message: 'A hook threw.',
    advice: 'The reply was not changed by it; see the cause.',
  },
  'deduplication-failed': {
    status: 0,
    message: 'The deduplication store failed.',
    advice: 'The callback was handled without it; look at the store.',
  },
  'close-timeout': {
    status: 0,
    message: 'Callbacks were still in hand when the time given to close() was over.',
    advice: 'Give close() more time, or let handlers listen to context.signal.',
  },
}
