import type { Attempt } from '../../inbox/inbox.ts'
import type { InboxRecord, RecordedError } from '../../inbox/inbox-record.ts'
import type { Command } from '../../protocol/command.ts'
import { decodeText } from '../../protocol/packet/decode-text.ts'
import { type Packet, parsePacket } from '../../protocol/packet/parse-packet.ts'
import { CallbackContext, eventTimeOf, type Received } from '../callback-context.ts'
import type { Parts } from '../parts.ts'
import { validate } from '../validate/validate.ts'
import type { HandlingNotes } from '../watch/handling-notes.ts'
import { recordedError, unknownCommand } from './recorded-error.ts'

/** A stored callback as its handlers get it. */
export interface Reopened {
  readonly event: Packet
  readonly context: CallbackContext<unknown>
}

/** Parses and validates the stored bytes again, as the catalog may be newer by now; or says why it cannot. */
export function reopen(
  parts: Parts,
  record: InboxRecord,
  attempt: Attempt,
  watched?: HandlingNotes,
): Reopened | RecordedError {
  const command = parts.catalog.find(record.command)
  if (command === undefined) return unknownCommand(record.command)
  // Only a refused packet of one is ever delivered, and only when somebody asks for it.
  if (command.answer) return { code: 'too-late', message: 'Its answer was waited for: it was given long ago.' }
  try {
    const { strict } = parts.settings
    const event = validate(command, parsePacket(decodeText(record.body)), { strict, reparsed: false })
    const stored = { idempotencyKey: record.idempotencyKey, attempt }
    return { event, context: contextOf(parts, record, { stored, watched }, command, event) }
  } catch (cause) {
    return recordedError(cause)
  }
}

function contextOf(
  { work }: Parts,
  record: InboxRecord,
  delivery: Pick<Received, 'stored' | 'watched'>,
  command: Command,
  event: Packet,
): CallbackContext<unknown> {
  const { sdkAppId, receivedAs, clientIp, platform, body, receivedAt } = record
  const query = { CallbackCommand: receivedAs, ClientIP: clientIp, OptPlatform: platform }
  const received = { sdkAppId, query, raw: body, receivedAt, host: undefined, work, ...delivery }
  return new CallbackContext(received, command.name, 'after', eventTimeOf(command, event))
}
