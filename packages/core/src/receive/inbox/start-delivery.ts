import { RoomCallbacksError } from '../../errors/room-callbacks-error.ts'
import type { Delivery, Inbox } from '../../inbox/inbox.ts'
import type { InboxRecord, RecordedError } from '../../inbox/inbox-record.ts'
import type { Parts } from '../parts.ts'
import { deliverRecord } from './deliver-record.ts'

/** Hands what the inbox holds to the handlers of this process. @throws `inbox-in-use` */
export function startDelivery(parts: Parts, inbox: Inbox): Delivery {
  const { registrations } = parts
  const delivery = inbox.deliver((record, attempt) => deliverRecord(parts, record, attempt), {
    commands: registrations.commands(),
    onDeadLetter: (record, error) => reportDeadLetter(parts, record, error),
  })
  // A handler may be registered later: after a database was connected, or by a module that starts late.
  registrations.onChange = () => delivery.setCommands(registrations.commands())
  return delivery
}

function reportDeadLetter(
  { reporter, work }: Parts,
  { id, command }: InboxRecord,
  { code, message }: RecordedError,
): void {
  const error = new RoomCallbacksError('dead-letter', `It is ${command}, ${id}. ${code}: ${message}`)
  void work.hook(reporter.error(error, undefined))
}
