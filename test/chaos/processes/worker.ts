import { subscribe } from 'node:diagnostics_channel'
import type { InboxEvent } from '@room-callbacks/core/inbox'
import { roomCallbacks } from '@room-callbacks/node'
import { sdkAppId } from '../identity.ts'
import { Ledger } from '../ledger.ts'
import { enter } from './enter.ts'
import { openStore, type StoreKind } from './open-store.ts'

// A process that only delivers: it mounts nothing.
const [kind, place, path] = process.argv.slice(2) as [StoreKind, string, string]
const ledger = new Ledger(path)
const inbox = await openStore(kind, place)

subscribe('room-callbacks:inbox', (message) => {
  const { type, id, attempt } = message as InboxEvent
  if (type === 'handled') ledger.append({ kind: 'finished', process: process.pid, key: id, attempt: attempt as number })
})

const callbacks = roomCallbacks(sdkAppId, { inbox }).on('*', (event, context) => enter(ledger, event, context))
process.send?.({})

process.once('disconnect', async () => {
  await callbacks.close()
  await inbox.close()
  ledger.close()
})
