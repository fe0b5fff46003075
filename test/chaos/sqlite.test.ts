import { join } from 'node:path'
import t from 'tap'
import { chaos } from './chaos.ts'
import { profile } from './load-profile.ts'

t.setTimeout(600_000)

const mishaps = { kills: 24, pauses: 0, restarts: 0 }

for (const [name, retries] of Object.entries({ 'no retries': 0, 'with retries': 6 })) {
  t.test(`SQLite, ${name}`, async (t) => {
    const folder = t.testdir()
    await chaos(t, { folder, kind: 'sqlite', place: join(folder, 'callbacks.db') }, { ...profile, retries }, mishaps)
  })
}
