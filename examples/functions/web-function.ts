import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { allow, deny, roomCallbacks } from '@room-callbacks/node'

const { SDK_APP_ID = '1400000000', CALLBACK_TOKEN = 'example-token', PORT = '9000' } = process.env

const callbacks = roomCallbacks(SDK_APP_ID, { token: CALLBACK_TOKEN }).on(
  'Live.CallbackBeforeSendGift',
  ({ GiftWater }) => (GiftWater.Count < 100 ? allow() : deny(102101, 'Too many')),
)

// A web function of Tencent SCF is a server on port 9000.
const server = createServer(callbacks).listen(Number(PORT), () =>
  console.log(`Listening on http://localhost:${(server.address() as AddressInfo).port}`),
)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close()
    void callbacks.close({ timeout: 10_000 })
  })
}
