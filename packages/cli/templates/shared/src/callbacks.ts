import { allow, deny, roomCallbacks } from '@room-callbacks/express'

const { ROOM_CALLBACKS_SDKAPPID = '', ROOM_CALLBACKS_TOKEN } = process.env

/** Receives the callbacks. Names autocomplete, and each event is typed by its name. */
export const callbacks = roomCallbacks(ROOM_CALLBACKS_SDKAPPID, { token: ROOM_CALLBACKS_TOKEN })
  // An After callback tells what happened.
  .on('Room.CallbackAfterCreateRoom', ({ RoomInfo }) => console.log(`Room ${RoomInfo.RoomId} is open`))
  // A Before callback asks: Tencent waits for the answer.
  .on('Live.CallbackBeforeSendGift', ({ GiftWater }) =>
    GiftWater.Count < 100 ? allow() : deny(102101, 'Too many at once'),
  )
  .on('error', (error, context) => console.error(error.code, context?.command, error.cause))
