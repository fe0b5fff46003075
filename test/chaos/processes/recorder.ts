import { appendFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { allow, roomCallbacks } from '@room-callbacks/node'
import { sdkAppId, token } from '../identity.ts'
import { openStore } from './open-store.ts'

/** Receives with an inbox on a port of its own, and writes down every event that it handles. */
const [folder = '', port, record = ''] = process.argv.slice(2)

const inbox = await openStore('sqlite', join(folder, 'callbacks.db'))
const callbacks = roomCallbacks(sdkAppId, { token, inbox })
  .on('Live.CallbackBeforeSendGift', () => allow())
  .on('Group.CallbackBeforeSendMsg', () => allow())
  .on('*', (event, { phase, idempotencyKey: key }) => {
    if (phase === 'after') appendFileSync(record, `${JSON.stringify({ key, event })}\n`)
  })

createServer(callbacks).listen(Number(port), '127.0.0.1', () => process.send?.('listening'))

process.once('message', async () => {
  await inbox.drain()
  await callbacks.close()
  await inbox.close()
  process.exit()
})
