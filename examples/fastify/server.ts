import type { AddressInfo } from 'node:net'
import { allow, deny, roomCallbacks } from '@room-callbacks/fastify'
import fastify from 'fastify'

const { SDK_APP_ID = '1400000000', CALLBACK_TOKEN = 'example-token', PORT = '3000' } = process.env

const app = fastify()
const coins = new Map([['ann', 100]])

const callbacks = roomCallbacks(SDK_APP_ID, { token: CALLBACK_TOKEN })
  .on('Live.CallbackBeforeSendGift', ({ GiftWater }) => {
    const left = (coins.get(GiftWater.From_Account) ?? 0) - GiftWater.Count
    if (left < 0) return deny(102101, 'Not enough coins')
    coins.set(GiftWater.From_Account, left)
    return allow()
  })
  .on('error', (error) => console.error(error.code, error.cause))

await app.register(callbacks, { prefix: '/tencent' })
// A route of the app at the same path: only callbacks go past it.
app.post('/tencent', async ({ body }) => ({ mine: body }))
app.get('/coins', async () => Object.fromEntries(coins))

await app.listen({ port: Number(PORT), host: 'localhost' })
const { port } = app.server.address() as AddressInfo
console.log(`Listening on http://localhost:${port}`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await app.close()
    await callbacks.close({ timeout: 10_000 })
  })
}
