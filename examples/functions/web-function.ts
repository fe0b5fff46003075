import { createServer } from 'node:http'
import { deny, roomCallbacks } from '@room-callbacks/node'

const { SDK_APP_ID = '1400000000', CALLBACK_TOKEN = 'example-token', PORT = '9000' } = process.env

const callbacks = roomCallbacks(SDK_APP_ID, { token: CALLBACK_TOKEN }).on('Live.CallbackBeforeSendGift', () =>
  deny(102101, 'Not enough coins'),
)

// A web function of Tencent SCF is a server on port 9000.
const server = createServer(callbacks).listen(Number(PORT), () => console.log(server.address()))
