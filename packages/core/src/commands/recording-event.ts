import Type, { type TSchema } from 'typebox'
import { Account, Milliseconds, RoomIdentifier, Seconds, Text } from './fields.ts'
import { RecordingPayload } from './recording-payload.ts'

/** A recording event of RTC (54914), as Live and Call wrap it. */
export const RecordingEvent: TSchema = Type.Object(
  {
    RoomId: RoomIdentifier('Room id.'),
    EventTs: Type.Optional(Seconds('When it happened.')),
    EventMsTs: Milliseconds('When it happened; prefer it to `EventTs`.'),
    UserId: Type.Optional(Account('User id.')),
    TaskId: Text('Recording task.'),
    Payload: Type.Optional(RecordingPayload),
  },
  { description: 'The recording event.' },
)
