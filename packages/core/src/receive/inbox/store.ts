import { itWas } from '../../errors/it-was.ts'
import { Refusal } from '../../errors/refusal.ts'
import { RoomCallbacksError } from '../../errors/room-callbacks-error.ts'
import type { Inbox } from '../../inbox/inbox.ts'
import { publishInboxEvent } from '../../inbox/inbox-event.ts'
import type { InboxRecord } from '../../inbox/inbox-record.ts'
import { type Deadline, expired } from '../deadline.ts'
import { traceStore } from './trace-record.ts'

/** What became of a record. */
export type Stored = 'stored' | 'duplicate' | 'unhandled'

/**
 * Puts a record into the inbox before the deadline.
 *
 * @throws `store-failed`: even if it is stored later, it is not acknowledged
 */
export async function storeInTime(inbox: Inbox, record: InboxRecord, deadline: Deadline): Promise<Stored> {
  const { command } = record
  const stored = await deadline.race(store(inbox, record, deadline.left).catch((cause) => refuse(command, cause)))
  if (stored === expired) throw failed(command, 'It took longer than the deadline.')
  return stored
}

/** Puts a record into the inbox, and publishes it. @param timeout Of the writing. Unit: ms. */
export async function store(inbox: Inbox, record: InboxRecord, timeout?: number): Promise<Stored> {
  const { id, command } = record
  try {
    const stored = await traceStore(record, (traced) => inbox.put(traced, timeout === undefined ? {} : { timeout }))
    publishInboxEvent({ type: stored, id, command })
    return stored
  } catch (cause) {
    if (cause instanceof RoomCallbacksError && cause.code === 'inbox-full') {
      publishInboxEvent({ type: 'full', id, command })
    }
    throw cause
  }
}

function refuse(command: string, cause: unknown): never {
  throw failed(command, cause instanceof RoomCallbacksError ? cause.message : undefined, { cause })
}

function failed(command: string, detail: string | undefined, options?: ErrorOptions): Refusal {
  const which = itWas(command)
  return new Refusal('store-failed', detail === undefined ? which : `${which} ${detail}`, options)
}
