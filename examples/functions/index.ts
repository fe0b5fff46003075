import { allow, deny, roomCallbacks } from '@room-callbacks/functions'

const { SDK_APP_ID = '1400000000', CALLBACK_TOKEN = 'example-token' } = process.env

const callbacks = roomCallbacks(SDK_APP_ID, { token: CALLBACK_TOKEN })
  .on('Live.CallbackBeforeSendGift', ({ GiftWater }) => (GiftWater.Count < 100 ? allow() : deny(102101, 'Too many')))
  // The function is frozen when it has answered: the answer waits for this.
  .on('Room.CallbackAfterCreateRoom', async ({ RoomInfo }) => console.log(`Room ${RoomInfo.RoomId}`))

/** For AWS Lambda. */
export const handler = callbacks.lambda
/** For event functions of Tencent SCF, and for CloudBase. */
export const main_handler = callbacks.scf
