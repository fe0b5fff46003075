import type { InboxEvent } from '../src/inbox/inbox-record.ts'
import type { Step } from '../src/receive/trace.ts'

/** What each event of an inbox says. A type that is not told of here does not compile. */
export const inboxEventMeanings: { readonly [type in InboxEvent['type']]: string } = {
  stored: 'A callback arrived, and is stored.',
  duplicate: 'A callback arrived that is kept, or was handled within the `window`.',
  unhandled: 'A callback arrived that no process has a handler for; it is a dead letter.',
  full: 'A callback was refused, because the inbox is full.',
  handled: 'Its handlers succeeded; from now on only its id is remembered.',
  delayed: 'An attempt failed; another one follows.',
  dead: 'The last attempt failed, or no further one can help.',
  retried: 'An operator gave a dead letter a new life.',
  purged: 'An operator had an entry forgotten.',
  expired: 'A dead letter was kept for as long as `retention` says, and is gone.',
}

/** What runs inside each tracing channel. */
export const tracingMeanings: { readonly [step in Step | 'store' | 'deliver']: string } = {
  receive: 'All of a callback, from its arrival to its answer; `result.outcome` says what became of it.',
  authenticate: 'The check of the signature.',
  read: 'The reading of the body.',
  parse: 'The parsing of the body.',
  validate: 'The check of the packet against the schema of its command.',
  deduplicate: 'The look for a repetition, and what follows from it; without an inbox.',
  handle: 'The handlers, within the request.',
  store: 'The storing of a callback. What is written into `carrier` at the start is stored with it.',
  deliver:
    'One attempt at a stored callback: `attempt` says which one, `carrier` is what was stored; `result.state` and `result.code` say what became of it.',
}
