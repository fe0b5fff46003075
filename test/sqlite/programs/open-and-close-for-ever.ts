import { setTimeout } from 'node:timers/promises'
import { openInbox } from '@room-callbacks/sqlite'

// Opens a store, looks into it, and closes it again, for ever, as deploys and scripts of operators do.
const [path = ''] = process.argv.slice(2)
for (;;) {
  const inbox = await openInbox(path, { order: 'key' })
  await inbox.stats()
  await inbox.close()
  console.log('closed')
  await setTimeout(Math.random() * 20)
}
