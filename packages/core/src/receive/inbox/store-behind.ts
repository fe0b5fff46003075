import { itWas } from '../../errors/it-was.ts'
import { RoomCallbacksError } from '../../errors/room-callbacks-error.ts'
import type { Inbox } from '../../inbox/inbox.ts'
import type { InboxRecord } from '../../inbox/inbox-record.ts'
import type { CallbackContext } from '../callback-context.ts'
import type { Parts } from '../parts.ts'
import { store } from './store.ts'

/** Stores what belongs to a Before callback behind its back: a slow store must not make the answer late. */
export function storeBehind(
  { work, reporter }: Parts,
  inbox: Inbox,
  record: InboxRecord,
  context: CallbackContext<unknown>,
): void {
  const tell = (cause: unknown) => {
    const error = new RoomCallbacksError('inbox-failed', itWas(record.command), { cause })
    return reporter.error(error, context)
  }
  // Bytes of its own, because those of the callback are in the hands of handlers and hooks until they are written.
  const kept = { ...record, body: Buffer.from(record.body) }
  void work.hook(
    store(inbox, kept).then(() => {}, tell),
    context,
  )
}
