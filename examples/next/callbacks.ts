import { allow, deny, roomCallbacks } from '@room-callbacks/web'

const { SDK_APP_ID = '1400000000', CALLBACK_TOKEN = 'example-token' } = process.env

export const callbacks = roomCallbacks(SDK_APP_ID, { token: CALLBACK_TOKEN })
  .on('Live.CallbackBeforeSendGift', ({ GiftWater }) => (GiftWater.Count < 100 ? allow() : deny(102101, 'Too many')))
  .on('Room.CallbackAfterCreateRoom', async ({ RoomInfo }) => console.log(`Room ${RoomInfo.RoomId}`))
