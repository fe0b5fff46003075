import { openStore } from '@room-callbacks/lmdb'
import { numbered } from '../records.ts'
import { settingsOf } from '../settings.ts'

// Writes the stores that later versions must be able to read: `room` or `none`. Run it for each version, and keep what it writes.
const [, , directory = '', order] = process.argv
const error = { code: 'handler-failed', message: 'as asked' }
const store = openStore(directory, settingsOf(order as 'none' | 'room'))
const rich = { room: 'a', clientIp: '192.0.2.1', carrier: { traceparent: '00' } }
await store.put(numbered(2, rich), 10)
await store.put(numbered(1, { room: 'a' }), 11)
await store.put(numbered(3, { refusal: error }), 12)
await store.put(numbered(4, { answer: '{}' }), 13)
await store.put(numbered(5), 14)
const taken = await store.take(5, 20, 100)
for (const entry of taken) {
  if (entry.record.id === numbered(2).id) await store.delay(entry, 60, error)
  else if (entry.record.room === undefined) await store.finish(entry, 30, 1_000_000)
}
await store.put(numbered(6, { room: 'a' }), 31)
await store.put(numbered(7, { room: 'b' }), 32)
await store.close()
