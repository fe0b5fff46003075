import type { InboxRecord, InboxSettings } from '@room-callbacks/core/inbox'
import { jobDataOf, reasonOf } from './job-data.ts'
import { jobIdOf } from './job-id.ts'

/** What the script that stores a record is given, after the base of the keys. */
export function putValues(record: InboxRecord, settings: InboxSettings): (string | number)[] {
  const { refusal, answer, room } = record
  const kind = refusal ? 'refused' : answer === undefined ? 'waiting' : 'recorded'
  const values = [
    jobIdOf(record.id),
    record.command,
    jobDataOf(record),
    `{"attempts":${settings.attempts}}`,
    record.receivedAt,
    Date.now(),
    settings.window,
    settings.capacity,
    kind,
    refusal ? reasonOf(refusal) : '',
  ]
  if (settings.order === 'room' && room !== undefined) values.push(room)
  return values
}
