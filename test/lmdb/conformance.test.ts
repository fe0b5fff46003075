import { openInbox, openStore } from '@room-callbacks/lmdb'
import { inboxConformance } from '@room-callbacks/testing'
import t from 'tap'
import { check } from '../property/check.ts'
import { inboxStoreModel } from '../property/inbox-store-model.ts'
import { freshDirectory } from './fresh-directory.ts'

for (const { name, run } of inboxConformance) {
  t.test(name, () =>
    run(async () => {
      const { directory, remove } = freshDirectory()
      return { open: (options) => openInbox(directory, options), remove }
    }),
  )
}

t.test('any interleaving of what two processes do with a store', async (t) => {
  const property = inboxStoreModel(async (settings) => {
    const { directory, remove } = freshDirectory()
    return { open: async () => openStore(directory, settings), remove }
  })
  await check(t, property, 60)
})
