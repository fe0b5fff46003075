import { openInbox } from '@room-callbacks/sqlite'
import { inboxConformance } from '@room-callbacks/testing'
import t from 'tap'
import { freshPlace } from './fresh-place.ts'

for (const { name, run } of inboxConformance) {
  t.test(name, () =>
    run(async () => {
      const { path, remove } = freshPlace()
      return { open: (options) => openInbox(path, options), remove }
    }),
  )
}
