import type { Inbox } from '../../inbox/inbox.ts'
import { okReplies, type Reply } from '../../reply.ts'
import { isDeduplicated } from '../deduplicate/deduplicate.ts'
import type { Callback, Parts } from '../parts.ts'
import { recordOf } from './record-of.ts'
import { storeInTime } from './store.ts'

/** Stores an After callback, and answers it then: its handlers get it from the inbox. @throws `store-failed` */
export async function handOver(parts: Parts, inbox: Inbox, callback: Callback): Promise<Reply> {
  const { command, event, context, deadline } = callback
  const record = recordOf(command, context, event, isDeduplicated(command, parts.settings))
  const stored = await storeInTime(inbox, record, deadline)
  if (stored === 'stored') return okReplies.accepted
  if (stored === 'unhandled') parts.unhandled.warn(command.name)
  void parts.work.goOn(
    parts.reporter.tell(stored, () => [event, context], context.command),
    context,
  )
  return okReplies[stored]
}
