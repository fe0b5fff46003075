import type { RedisInbox } from '@room-callbacks/redis'
import type { Book } from './book.ts'
import type { Load } from './load.ts'

/** What the board shows. */
export async function counters(load: Load, inbox: RedisInbox, book: Book): Promise<string[]> {
  const { waiting, running, delayed, dead, oldestAge = 0 } = await inbox.stats()
  const { byWorker, repeated } = await book.handled()
  const shares = [...byWorker].map(([worker, count]) => `worker ${worker} ${count}`)
  return [
    `sent ${load.sent}, acknowledged ${load.answered}`,
    `inbox: waiting ${waiting}, running ${running}, delayed ${delayed}, dead ${dead}, oldest ${oldestAge} ms`,
    `handled: ${shares.join(', ')}, repeated ${repeated}`,
  ]
}
