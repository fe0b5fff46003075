import type { Inbox } from '../../inbox/inbox.ts'
import type { Reply } from '../../reply.ts'
import type { Callback, Parts } from '../parts.ts'
import { recordOf } from './record-of.ts'
import { storeBehind } from './store-behind.ts'

/** Keeps a Before callback with the answer it was given. Two decisions about equal packets are two records. */
export function recordDecision(
  parts: Parts,
  inbox: Inbox,
  { command, event, context }: Callback,
  { body }: Reply,
): void {
  storeBehind(parts, inbox, recordOf(command, context, event, false, { answer: body }), context)
}
