import assert from 'node:assert/strict'
import { type InboxCase, inboxCase } from './case.ts'
import { recordOf } from './record.ts'
import { until, untilStats } from './until.ts'

/** How long an inbox remembers. */
export const retaining: readonly InboxCase[] = [
  inboxCase('a handled id is known for the window, and then may come again', async (place) => {
    const inbox = await place.open({ window: 1500 })
    const worker = place.deliver(inbox)
    const before = Date.now()
    await inbox.put(recordOf('one'))
    await inbox.drain({ timeout: 20_000 })
    await until('it should be stored again', async () => {
      const outcome = await inbox.put(recordOf('one'))
      // A window may end a little late, never early.
      if (outcome === 'stored') assert.ok(Date.now() - before >= 1500, 'it came again within the window')
      return outcome === 'stored'
    })
    await inbox.drain({ timeout: 20_000 })
    assert.deepEqual(worker.attemptsAt('one'), [1, 1])
  }),

  inboxCase('dead letters and recorded decisions go after retention, what waits does not', async (place) => {
    const inbox = await place.open({ retention: 400 })
    await inbox.put(recordOf('waiting'))
    await inbox.put(recordOf('dead', { refusal: { code: 'invalid-packet', message: 'wrong' } }))
    await inbox.put(recordOf('recorded', { answer: '{}' }))
    await untilStats(inbox, { waiting: 1, dead: 0, recorded: 0 })
    assert.equal(await inbox.put(recordOf('dead')), 'stored', 'its id may come again')
    assert.equal(await inbox.put(recordOf('waiting')), 'duplicate')
  }),
]
