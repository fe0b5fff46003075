import { execFileSync } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import type { RoomCallbacksError } from '@room-callbacks/core'
import { openInbox } from '@room-callbacks/sqlite'
import { numbered } from '../records.ts'

// Puts records until no file may grow, begins to handle them, and goes on when files may grow again.
const [path = '', limit = ''] = process.argv.slice(2)
const inbox = await openInbox(path)
const limitFiles = (soft: string): void => {
  execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${soft}:unlimited`])
}
limitFiles(limit)
let stored = 0
for (let isFull = false; !isFull; ) {
  const puts = Array.from({ length: 20 }, (_, index) => inbox.put(numbered(stored + index, {}, 1000)))
  for (const result of await Promise.allSettled(puts)) {
    if (result.status === 'fulfilled') stored++
    else if (!isFull) console.log('refused', (result.reason as RoomCallbacksError).code)
    isFull ||= result.status === 'rejected'
  }
}
const { waiting, running, delayed } = await inbox.stats()
console.log(`there ${waiting + running + delayed} of ${stored}`)
const handled = new Map<string, number>()
inbox.deliver(async ({ id }) => {
  handled.set(id, (handled.get(id) ?? 0) + 1)
  return { state: 'handled' }
})
await setTimeout(200)
limitFiles('unlimited')
await inbox.drain({ timeout: 60_000 })
console.log(`handled ${[...handled.values()].filter((times) => times === 1).length} of ${stored}`)
console.log('put', await inbox.put(numbered(1_000_000)))
await inbox.close()
