import { memoryInbox } from '@room-callbacks/testing'
import { recordOf } from './inbox-fixture.ts'

const inbox = memoryInbox()
const role = process.argv[2]
process.once('message', async () => {
  await inbox.close({ timeout: 10 }).catch(() => {})
})
// Only the inbox may keep this process alive.
process.channel?.unref()
await inbox.put(recordOf('one'))
if (role !== 'receive') {
  const handling = role === 'hang' ? new Promise<never>(() => {}) : Promise.resolve({ state: 'handled' as const })
  inbox.deliver(() => {
    process.send?.('delivered')
    return handling
  })
}
