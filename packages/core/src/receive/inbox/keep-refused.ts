import { Refusal } from '../../errors/refusal.ts'
import type { RecordedError } from '../../inbox/inbox-record.ts'
import type { Packet } from '../../protocol/packet/parse-packet.ts'
import { CallbackContext, type Received } from '../callback-context.ts'
import type { Deadline } from '../deadline.ts'
import type { Parts } from '../parts.ts'
import { recordOf } from './record-of.ts'
import { recordedError } from './recorded-error.ts'
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
 * Keeps a packet that does not fit the schema of its command as a dead letter: a schema that is
 * behind the platform must not lose events.
 *
 * @throws `store-failed`
 */
export async function keepInvalid(parts: Parts, unfit: Unfit, error: unknown): Promise<void> {
  if (!(error instanceof Refusal) || error.code !== 'invalid-packet') return
  const word = unfit.received.query.CallbackCommand as string
  const command = parts.catalog.find(word)
  await keepRefused(parts, unfit, command?.name ?? word, recordedError(error), command?.decision !== undefined)
}

/** Keeps a refused packet. A Before callback is not waited for: its answer must not be late. */
export async function keepRefused(
  parts: Parts,
  { received, packet, deadline }: Unfit,
  command: string,
  refusal: RecordedError,
  isBefore = false,
): Promise<void> {
  const { inbox } = parts.settings
  if (!inbox) return
  const context = new CallbackContext(received, command, isBefore ? 'before' : 'after', undefined)
  const record = recordOf(context, packet, true, { refusal })
  if (isBefore) storeBehind(parts, inbox, record, context)
  else await storeInTime(inbox, record, deadline)
}
