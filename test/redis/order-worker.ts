import { appendFileSync } from 'node:fs'
import { setTimeout as pass } from 'node:timers/promises'
import { openInbox } from '@room-callbacks/redis'

// A process that delivers until it is killed, and writes down what it did.
const [url = '', log = ''] = process.argv.slice(2)
const options = { order: 'key', lease: 900, backoff: 20, concurrency: 4, commandTimeout: 20_000 } as const
const inbox = await openInbox({ connection: url, ...options })

inbox.deliver(async ({ id }, { number }) => {
  appendFileSync(log, `begin ${id}\n`)
  await pass(Math.random() * 8)
  if (number === 1 && Math.random() < 0.1)
    return { state: 'failed', error: { code: 'handler-failed', message: 'once' } }
  appendFileSync(log, `end ${id}\n`)
  return { state: 'handled' }
})
