import Type from 'typebox'
import type { CommandSource } from '../command-source.ts'
import { Account, IntegerCode, Milliseconds, Text } from '../fields.ts'
import { engineEvent } from './engine-event.ts'
import { Payload, RoomId, UserId } from './engine-fields.ts'

/** Type 401 of group 4 (54913). */
export const command: CommandSource = engineEvent({
  group: 4,
  type: 401,
  constant: 'EVENT_TYPE_CLOUD_PUBLISH_CDN_STATUS',
  summary: 'The relay of a stream to a CDN changed its state.',
  documents: ['54913'],
  placements: [{ from: ['EventInfo', 'EventTsMs'], to: ['EventInfo', 'EventMsTs'] }],
  info: {
    RoomId,
    RoomType: IntegerCode('0: the room id is a number. 1: it is a text.'),
    EventMsTs: Type.Optional(Milliseconds('When it happened; the sample prints `EventTsMs`.')),
    UserId,
    TaskId: Account('The task.'),
    Payload: Payload({
      Url: Text('Where the stream goes.'),
      Status: IntegerCode(
        '0: idle. 1: connecting. 2: running. 3: recovering. 4: failed. 5: disconnecting. 1 and 3 come every 5 s for up to 60 s.',
      ),
      ErrorCode: Type.Optional(IntegerCode('Why it failed.')),
      ErrorMsg: Type.Optional(Text('Why it failed.')),
    }),
  },
})
