import type { CommandName } from '@room-callbacks/core'
import { packet, type SampleProduct } from '@room-callbacks/testing'

// Written out by hand: what a handler must see where the documented sample differs from its table.
const differences: Record<string, Record<string, unknown>> = {
  'conference Mic.CallbackAfterSeatInfoChanged': {
    SeatList: [
      {
        Index: 1,
        Member_Account: '144115233775727695',
        IsTakenDisabled: false,
        IsVideoDisabled: false,
        IsAudioDisabled: false,
      },
    ],
  },
  'conference Room.CallbackAfterUpdateRoomInfo': { RoomInfo: { IsCloudRecordingDisabled: false } },
  'live Live.CallbackAfterDestroyRoom': { RoomInfo: { Owner_Account: '144115216631667826' } },
  'live Live.CallbackAfterEndBattle': {
    FromRoomInfo: { Owner_Account: '144115245353757792' },
    ToRoomList: [{ RoomId: 'pk-5', Score: 0, Owner_Account: '144115245442327522' }],
  },
  'live Group.CallbackBeforeSendMsg': { EventTime: 1670574414123 },
  'live Group.CallbackAfterSendMsg': { EventTime: 1670574414123 },
}
differences['live Mic.CallbackAfterSeatInfoChanged'] = differences[
  'conference Mic.CallbackAfterSeatInfoChanged'
] as Record<string, unknown>

/** A sample as its handler must see it. */
export function normalisedSample(command: CommandName, product: SampleProduct): object {
  return packet(command, (differences[`${product} ${command}`] ?? {}) as never, product)
}
