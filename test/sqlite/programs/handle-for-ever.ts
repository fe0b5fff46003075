import { appendFileSync } from 'node:fs'
import { openInbox } from '@room-callbacks/sqlite'
import { numberOf } from '../records.ts'

// Handles what is there; each effect is a line of a file, so that it outlives this process.
const [path = '', effects = ''] = process.argv.slice(2)
const inbox = await openInbox(path, { order: 'key', lease: 300 })
inbox.deliver(async (record, attempt) => {
  appendFileSync(effects, `begin ${numberOf(record)} ${attempt.number}\n`)
  await new Promise((resolve) => setImmediate(resolve))
  appendFileSync(effects, `end ${numberOf(record)} ${attempt.number}\n`)
  return { state: 'handled' }
})
console.log('ready')
