import { Refusal } from '../../errors/refusal.ts'
import type { Inbox } from '../../inbox/inbox.ts'
import type { Packet } from '../../protocol/packet/parse-packet.ts'
import { CallbackContext, type Received } from '../callback-context.ts'
import type { Deadline } from '../deadline.ts'
import type { Parts } from '../parts.ts'
import { recordOf } from './record-of.ts'
import { recordedError, unknownCommand } from './recorded-error.ts'
import { storeInTime } from './store.ts'
import { storeBehind } from './store-behind.ts'

/** An authentic packet that cannot be handled. */
export interface Unfit {
  readonly received: Received
  /** As far as it could be parsed. */
  readonly packet: Packet
  readonly deadline: Deadline
}

/**
 * Keeps a packet whose command the catalog does not know as a dead letter: a catalog that is
 * behind the platform must not lose events.
 *
 * @throws `store-failed`
 */
export async function keepUnknown(inbox: Inbox, { received, packet, deadline }: Unfit): Promise<void> {
  const word = received.query.CallbackCommand as string
  const context = new CallbackContext(received, word, 'after', undefined)
  await storeInTime(inbox, recordOf(undefined, context, packet, true, { refusal: unknownCommand(word) }), deadline)
}

/**
 * Keeps a packet that does not fit the schema of its command, for the same reason. That of a Before
 * callback is not waited for: its answer must not be late.
 *
 * @throws What it was refused with; `store-failed` when it could not be kept
 */
export async function keepInvalid(
  parts: Parts,
  inbox: Inbox,
  { received, packet, deadline }: Unfit,
  error: unknown,
): Promise<never> {
  if (!(error instanceof Refusal) || error.code !== 'invalid-packet') throw error
  const word = received.query.CallbackCommand as string
  const command = parts.catalog.find(word)
  const context = new CallbackContext(received, command?.name ?? word, command?.phase ?? 'after', undefined)
  const record = recordOf(command, context, packet, true, { refusal: recordedError(error) })
  if (command?.answer) storeBehind(parts, inbox, record, context)
  else await storeInTime(inbox, record, deadline)
  throw error
}
