import { openStore } from '@room-callbacks/sqlite'
import t from 'tap'
import { check } from '../property/check.ts'
import { inboxStoreModel } from '../property/inbox-store-model.ts'
import { freshPlace } from './fresh-place.ts'
import { openInProcess } from './in-process.ts'

t.test('any interleaving of what two processes do with a store, each in its thread', async (t) => {
  const property = inboxStoreModel(async (settings) => {
    const { path, remove } = freshPlace()
    return { open: (leaseClock) => openStore(path, settings, { leaseClock }), remove }
  })
  await check(t, property, 8)
})

t.test('any interleaving of what two processes do with a store', async (t) => {
  const property = inboxStoreModel(async (settings) => {
    const { path, remove } = freshPlace()
    return { open: async (leaseClock) => openInProcess(path, settings, { leaseClock }), remove }
  })
  await check(t, property, 32)
})
