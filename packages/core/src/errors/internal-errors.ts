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
export const internalErrors: readonly InternalErrorCode[] = [
  'invalid-option',
  'unknown-name',
  'invalid-handler',
  'duplicate-handler',
  'late-registration',
  'invalid-definition',
  'invalid-verdict',
  'hook-failed',
  'wrong-host',
  'reply-failed',
  'deduplication-failed',
  'close-timeout',
  'inbox-failed',
  'inbox-full',
  'inbox-in-use',
  'attempt-timeout',
  'dead-letter',
  'gave-up',
  'retry-later',
  'request-gone',
]
