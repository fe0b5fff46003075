import Type, { type TSchema } from 'typebox'
import { Account, AnyObject, Milliseconds, RoomIdentifier, Seconds, Text } from './fields.ts'

/** A recording event of RTC (54914), as Live and Call wrap it. */
export const RecordingEvent: TSchema = Type.Object(
  {
    RoomId: RoomIdentifier('Room id.'),
    EventTs: Type.Optional(Seconds('When it happened.')),
    EventMsTs: Milliseconds('When it happened; prefer it to `EventTs`.'),
    UserId: Type.Optional(Account('User id.')),
    TaskId: Text('Recording task.'),
    Payload: Type.Optional(AnyObject('Depends on `EventType`; see 54914.')),
  },
  { description: 'The recording event.' },
)
