import assert from 'node:assert/strict'
import { type InboxCase, inboxCase } from './case.ts'
import { recordOf, recordsOf } from './record.ts'
import { pass, refusesWith, until, untilStats } from './until.ts'
import { handled } from './worker.ts'

/** What becomes of handlers that hang, and of processes that die. */
export const losing: readonly InboxCase[] = [
  inboxCase('a hung attempt is told to stop, and another follows', async (place) => {
    const inbox = await place.open({ timeout: 100 })
    const worker = place.deliver(inbox, (_, { number }) => (number === 1 ? worker.hold() : handled))
    await inbox.put(recordOf('hung'))
    await inbox.drain({ timeout: 20_000 })
    assert.deepEqual(worker.attemptsAt('hung'), [1, 2], 'the second begins although the first still runs')
    assert.equal(worker.running, 1)
    assert.equal(worker.seen[0]?.attempt.signal.aborted, true, 'the signal of the first is aborted')
    assert.equal(worker.seen[1]?.attempt.signal.aborted, false)
    // What it says now is too late.
    worker.letGo()
    assert.equal(await inbox.put(recordOf('hung')), 'duplicate')
  }),

  inboxCase('an attempt that timed out has failed with attempt-timeout', async (place) => {
    const inbox = await place.open({ timeout: 50, attempts: 1, concurrency: 1 })
    const worker = place.deliver(inbox, ({ id }) => (id === 'hung' ? worker.hold() : handled))
    await inbox.put(recordOf('hung'))
    await until('it should be delivered', () => worker.running === 1)
    await inbox.put(recordOf('next'))
    await untilStats(inbox, { dead: 1, waiting: 0, running: 0 })
    const [letter] = await inbox.list('dead')
    assert.equal(letter?.error?.code, 'attempt-timeout')
    assert.deepEqual(worker.ids, ['hung', 'next'], 'a hung handler takes no place from others')
  }),

  inboxCase('a live process keeps what takes longer than the lease', async (place) => {
    const options = { lease: 1000 }
    const [first, second] = [await place.open(options), await place.open(options)]
    await first.put(recordOf('slow'))
    const slow = place.deliver(first, () => slow.hold())
    await until('it should be delivered', () => slow.running === 1)
    const other = place.deliver(second)
    await pass(2500)
    assert.deepEqual(other.ids, [], 'the other process does not take it over')
    assert.equal(slow.seen[0]?.attempt.signal.aborted, false)
    slow.letGo()
    await second.drain({ timeout: 20_000 })
    assert.deepEqual([slow.ids, other.ids], [['slow'], []])
  }),

  inboxCase('what a dead process held is taken over, and that attempt counts', async (place) => {
    const options = { lease: 600, concurrency: 2 }
    const [dying, living] = [await place.open(options), await place.open(options)]
    for (const record of recordsOf(3, 'held ')) await dying.put(record)
    const lost = place.deliver(dying, () => lost.hold())
    await until('two should be delivered', () => lost.running === 2)
    await refusesWith('close-timeout', 'close while handlers hang', () => dying.close({ timeout: 1 }))
    assert.ok(lost.seen.every(({ attempt }) => attempt.signal.aborted))
    const worker = place.deliver(living)
    await living.drain({ timeout: 20_000 })
    assert.deepEqual(worker.ids.sort(), ['held 1', 'held 2', 'held 3'])
    for (const { record } of lost.seen) assert.deepEqual(worker.attemptsAt(record.id), [2], record.id)
    assert.equal(lost.seen.length, 2)
  }),

  inboxCase('what ends its process as often as `crashes` says is a dead letter', async (place) => {
    const options = { lease: 600, crashes: 1 }
    const [dying, living] = [await place.open(options), await place.open(options)]
    await dying.put(recordOf('deadly'))
    const lost = place.deliver(dying, () => lost.hold())
    await until('it should be delivered', () => lost.running === 1)
    await refusesWith('close-timeout', 'close while a handler hangs', () => dying.close({ timeout: 1 }))
    const worker = place.deliver(living)
    await untilStats(living, { dead: 1, running: 0 })
    assert.deepEqual(worker.ids, [], 'it does not kill one process after the other')
    const [letter] = await living.list('dead')
    assert.ok(letter?.error, 'the dead letter has an error')
  }),
]
