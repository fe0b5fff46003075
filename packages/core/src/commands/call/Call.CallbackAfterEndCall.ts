import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, IntegerCode, List, Milliseconds, OpenEnum, RoomIdentifier, Seconds, Text } from '../fields.ts'

/** Document 68940, whose table is flat. `EventTime` of the sample is before its `StartTime`. */
export const command: CommandSource = {
  name: 'Call.CallbackAfterEndCall',
  phase: 'after',
  summary: 'A call is over, because at most one user is left in it.',
  products: ['call'],
  documents: ['68940'],
  orderKey: { kind: 'call', paths: ['CallRecord.CallId'] },
  body: {
    CallRecord: Type.Object(
      {
        CallId: Text('The call.'),
        Caller_Account: Account('Who called.'),
        MediaType: OpenEnum('Kind of media.', ['Video', 'Audio']),
        CallType: OpenEnum('Between two, or among several.', ['SingleCall', 'MultiCall']),
        StartTime: Seconds('When it began.'),
        EndTime: Seconds('When it ended.'),
        AcceptTime: Seconds('When it was accepted; 0 if never.'),
        CallResult: OpenEnum('How it ended.', [
          'Cancel',
          'Reject',
          'NotAnswer',
          'NormalEnd',
          'CallBusy',
          'Interrupt',
          'Offline',
        ]),
        CalleeList_Account: List('Who was called; the caller, too, in the sample.', Account('User id.')),
        RoomId: RoomIdentifier('Room id.'),
        RoomIdType: IntegerCode('1 for a room id of digits, 2 for a text.'),
      },
      { description: 'The call.' },
    ),
    EventTime: Milliseconds('When it was sent.'),
  },
}
