import { allow, deny, roomCallbacks } from '@room-callbacks/hono'
import { Hono } from 'hono'

const callbacks = roomCallbacks(1400000000, {
  token: process.env['CALLBACK_TOKEN'] ?? 'example-token',
  // Cloudflare writes this header itself.
  remoteAddress: (request) => request.headers.get('cf-connecting-ip'),
  // Answered first; `waitUntil` of the Worker carries the handlers.
  ack: 'received',
})
  .on('Live.CallbackBeforeSendGift', ({ GiftWater }) => (GiftWater.Count < 100 ? allow() : deny(102101, 'Too many')))
  .on('Room.CallbackAfterCreateRoom', async ({ RoomInfo }) => console.log(`Room ${RoomInfo.RoomId}`))

export default new Hono().use('/tencent', callbacks).get('/', (context) => context.text('A Worker'))
