import assert from 'node:assert/strict'
import { type InboxCase, inboxCase } from './case.ts'
import { recordOf, recordsOf } from './record.ts'
import { refusesWith, until, untilStats } from './until.ts'
import { failed, handled } from './worker.ts'

/** What `drain` and `close` promise, and what is there after them. */
export const closing: readonly InboxCase[] = [
  inboxCase('drain() waits for what waits, runs and is delayed, in any process', async (place) => {
    const [inbox, other] = [await place.open(), await place.open()]
    await inbox.drain({ timeout: 20_000 })
    await inbox.put(recordOf('one'))
    await refusesWith('close-timeout', 'drain while one waits', () => inbox.drain({ timeout: 30 }))
    const worker = place.deliver(other, (_, { number }) => (number === 1 ? worker.hold() : handled))
    await until('it should run', () => worker.running === 1)
    await refusesWith('close-timeout', 'drain while one runs', () => inbox.drain({ timeout: 30 }))
    const drained = inbox.drain()
    worker.letGo(failed())
    await drained
    assert.deepEqual(worker.attemptsAt('one'), [1, 2], 'it waited for the retry')
  }),

  inboxCase('drain() does not wait for dead letters and recorded decisions', async (place) => {
    const inbox = await place.open()
    await inbox.put(recordOf('dead', { refusal: { code: 'invalid-packet', message: 'wrong' } }))
    await inbox.put(recordOf('recorded', { answer: '{}' }))
    await inbox.drain({ timeout: 20_000 })
    const { dead, recorded } = await inbox.stats()
    assert.deepEqual([dead, recorded], [1, 1])
  }),

  inboxCase('close() of a delivery waits for what runs, and takes nothing more', async (place) => {
    const inbox = await place.open({ concurrency: 1 })
    for (const record of recordsOf(2, 'one ')) await inbox.put(record)
    const worker = place.deliver(inbox, () => worker.hold())
    await until('the first should run', () => worker.running === 1)
    await refusesWith('close-timeout', 'close while it runs', () => worker.delivery.close({ timeout: 20 }))
    const closed = worker.delivery.close()
    worker.letGo()
    await closed
    await untilStats(inbox, { waiting: 1, running: 0 })
    assert.deepEqual(worker.ids, ['one 1'])
    assert.equal(await inbox.put(recordOf('one 3')), 'stored', 'the inbox itself is open')
  }),

  inboxCase('close() of an inbox waits for what runs', async (place) => {
    const [inbox, other] = [await place.open(), await place.open()]
    await inbox.put(recordOf('one'))
    const worker = place.deliver(inbox, () => worker.hold())
    await until('it should run', () => worker.running === 1)
    const closed = inbox.close()
    worker.letGo()
    await closed
    await inbox.close()
    assert.equal(await other.put(recordOf('one')), 'duplicate', 'it is written down that it was handled')
    const { waiting, running, delayed } = await other.stats()
    assert.deepEqual({ waiting, running, delayed }, { waiting: 0, running: 0, delayed: 0 })
  }),

  inboxCase('all that was kept is there after a restart', async (place) => {
    const options = { attempts: 2, backoff: 60_000, maxBackoff: 60_000 }
    const before = await place.open(options)
    place.deliver(before, ({ id }) => (id === 'delayed' ? failed('later') : handled))
    await before.put(recordOf('handled'))
    await before.put(recordOf('delayed'))
    await untilStats(before, { delayed: 1, waiting: 0, running: 0 })
    await before.put(recordOf('dead', { refusal: { code: 'invalid-packet', message: 'wrong' } }))
    await before.put(recordOf('recorded', { answer: '{}' }))
    await before.close()
    const between = await place.open(options)
    await between.put(recordOf('waiting'))
    await between.close()

    const after = await place.open(options)
    const { waiting, running, delayed, dead, recorded } = await after.stats()
    assert.deepEqual(
      { waiting, running, delayed, dead, recorded },
      { waiting: 1, running: 0, delayed: 1, dead: 1, recorded: 1 },
    )
    for (const id of ['handled', 'delayed', 'dead', 'recorded', 'waiting']) {
      assert.equal(await after.put(recordOf(id)), 'duplicate', `${id} is known`)
    }
    const [entry] = await after.list('delayed')
    assert.deepEqual([entry?.attempts, entry?.error?.message], [1, 'later'])
    const worker = place.deliver(after)
    await until('what waits should be delivered', () => worker.ids.includes('waiting'))
    assert.deepEqual(worker.ids, ['waiting'], 'what is delayed is not due')
  }),
]
