import { createInbox, readInboxOptions } from '@room-callbacks/core/inbox'
import { inboxConformance } from '@room-callbacks/testing'
import t from 'tap'
import { freshPlace } from './fresh-place.ts'
import { openInProcess } from './in-process.ts'

for (const { name, run } of inboxConformance) {
  t.test(name, () =>
    run(async () => {
      const { path, remove } = freshPlace()
      return {
        open: async (options = {}) => {
          const settings = readInboxOptions(options)
          return createInbox(openInProcess(path, settings), settings)
        },
        remove,
      }
    }),
  )
}
