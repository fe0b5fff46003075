import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { roomCallbacks } from '@room-callbacks/node'
import { sdkAppId, token } from '../identity.ts'
import { openStore, type StoreKind } from './open-store.ts'

// A process that only receives: it answers 200 to what is stored, and never sees a handler.
const [kind, place] = process.argv.slice(2) as [StoreKind, string]
const inbox = await openStore(kind, place)
const callbacks = roomCallbacks(sdkAppId, { token, inbox, delivery: false })
const server = createServer(callbacks).listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port })
})

process.once('disconnect', async () => {
  server.close()
  server.closeAllConnections()
  await callbacks.close()
  await inbox.close()
})
