import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { callbackClient } from '@room-callbacks/client'
import { startPlatform } from '@room-callbacks/testing'
import { bot } from './bot.ts'
import { converse } from './converse.ts'

const { PORT = '3000', SDK_APP_ID = '1400000000', CALLBACK_TOKEN = 'example-token', SECRET_KEY } = process.env

// Without a key there is no Tencent to talk to: a simulated one stands in.
const platform = SECRET_KEY ? undefined : await startPlatform({ sdkAppId: Number(SDK_APP_ID) })
const client = platform
  ? callbackClient({ sdkAppId: SDK_APP_ID, secretKey: platform.secretKey, url: platform.url })
  : callbackClient({ sdkAppId: SDK_APP_ID, secretKey: SECRET_KEY as string })
const callbacks = bot(SDK_APP_ID, CALLBACK_TOKEN, client)

const server = createServer(callbacks)
await once(server.listen(Number(PORT)), 'listening')
const url = `http://localhost:${(server.address() as AddressInfo).port}`
console.log(`Listening on ${url}`)
platform?.configure({ url, token: CALLBACK_TOKEN })
const conversation = platform && converse(platform, console.log)

/** The conversation ends; no new callbacks; then the answers that are on their way are sent. */
async function close(): Promise<void> {
  await conversation
  server.close()
  await callbacks.close({ timeout: 10_000 })
  await client.close()
  await platform?.close()
  console.log('Closed.')
}
process.once('SIGINT', close).once('SIGTERM', close)
await conversation
