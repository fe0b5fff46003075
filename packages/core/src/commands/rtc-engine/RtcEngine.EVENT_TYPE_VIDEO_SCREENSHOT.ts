import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, IntegerCode, Milliseconds, OpenEnum, Text } from '../fields.ts'
import { engineEvent } from './engine-event.ts'
import { RoomId } from './engine-fields.ts'

/** Type 601 of group 6 (64802, 647/111507). */
export const command: CommandSource = engineEvent({
  group: 6,
  type: 601,
  constant: 'EVENT_TYPE_VIDEO_SCREENSHOT',
  summary: 'A screenshot was uploaded by an SDK.',
  documents: ['64802', '647/111507'],
  placements: [{ from: ['EventInfo', 'eventId'], to: ['EventInfo', 'eventID'] }],
  eventTime: [{ path: 'EventInfo.timestamp', unit: 'ms' }],
  orderKey: { kind: 'room', paths: ['EventInfo.roomID'] },
  info: {
    eventID: Text('Id of this event; the table calls it `eventId`.'),
    callbackData: Type.Optional(Text('What the client gave as `extraInfo`.')),
    pictureURL: Text('The picture.'),
    code: IntegerCode('0: it succeeded.'),
    msg: Type.Optional(Text('Why it failed; may be empty.')),
    roomID: RoomId,
    streamType: Type.Optional(OpenEnum('Which stream it shows.', ['BigStream', 'SubStream'])),
    userID: Account('Whose stream it shows.'),
    timestamp: Milliseconds('When the picture was taken.'),
  },
})
