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
  const tell = (cause: unknown) => reporter.error(new RoomCallbacksError('inbox-failed', undefined, { cause }), context)
  void work.hook(store(inbox, record).then(() => {}, tell))
}
