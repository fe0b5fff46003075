import assert from 'node:assert/strict'
import type { Inbox } from '@room-callbacks/core/inbox'
import { type InboxCase, inboxCase } from './case.ts'
import { recordOf, recordsOf } from './record.ts'
import { refusesWith, until, untilStats } from './until.ts'
import { failed, handled, refused } from './worker.ts'

/** What `deliver` promises. */
export const delivering: readonly InboxCase[] = [
  inboxCase('what is put before and after deliver is delivered once', async (place) => {
    const inbox = await place.open()
    for (const record of recordsOf(3, 'before ')) await inbox.put(record)
    const worker = place.deliver(inbox)
    for (const record of recordsOf(3, 'after ')) await inbox.put(record)
    await inbox.drain({ timeout: 20_000 })
    const ids = [...recordsOf(3, 'before '), ...recordsOf(3, 'after ')].map(({ id }) => id)
    assert.deepEqual(worker.ids.sort(), ids.sort())
    assert.ok(worker.seen.every(({ attempt }) => attempt.number === 1))
    assert.ok(worker.seen.every(({ attempt }) => !attempt.signal.aborted))
    await untilStats(inbox, { waiting: 0, running: 0, delayed: 0, dead: 0, recorded: 0, oldestAge: undefined })
  }),

  inboxCase('what one process puts, another delivers', async (place) => {
    const [receiving, delivering] = [await place.open(), await place.open()]
    const worker = place.deliver(delivering)
    for (const record of recordsOf(5, 'one ')) {
      await receiving.put(record)
      await until(`${record.id} should be delivered`, () => worker.ids.includes(record.id))
    }
    await receiving.drain({ timeout: 20_000 })
  }),

  inboxCase('several processes share the work, and none is done twice', async (place) => {
    const inboxes = [await place.open(), await place.open(), await place.open()]
    const workers = inboxes.map((inbox) => place.deliver(inbox))
    const records = recordsOf(60, 'shared ')
    await Promise.all(records.map((record, index) => (inboxes[index % 3] as Inbox).put(record)))
    await inboxes[0]?.drain({ timeout: 20_000 })
    const ids = workers.flatMap((worker) => worker.ids)
    assert.deepEqual(ids.sort(), records.map(({ id }) => id).sort())
  }),

  inboxCase('no more run at once than concurrency allows', async (place) => {
    const inbox = await place.open({ concurrency: 3 })
    for (const record of recordsOf(12, 'one ')) await inbox.put(record)
    const worker = place.deliver(inbox, () => worker.hold())
    for (const begun of [3, 6, 9, 12]) {
      await until(`${begun} should have begun, three at once`, () => worker.seen.length === begun)
      assert.equal(worker.running, 3)
      worker.letGo()
    }
    await inbox.drain({ timeout: 20_000 })
    assert.equal(worker.mostRunning, 3, 'at most three at once')
  }),

  inboxCase('one inbox delivers to one receiver at a time', async (place) => {
    const inbox = await place.open()
    const first = place.deliver(inbox)
    await refusesWith('inbox-in-use', 'a second deliver', async () => inbox.deliver(async () => handled))
    await first.delivery.close()
    const second = place.deliver(inbox)
    await inbox.put(recordOf('one'))
    await inbox.drain({ timeout: 20_000 })
    assert.deepEqual([first.ids, second.ids], [[], ['one']], 'after its close another may begin')
  }),

  inboxCase('an attempt that fails can name the time of the next one, in the place of the backoff', async (place) => {
    const inbox = await place.open({ backoff: 60_000, maxBackoff: 60_000 })
    const worker = place.deliver(inbox, (_record, { number }) => (number === 1 ? failed('soon', 0) : handled))
    await inbox.put(recordOf('one'))
    await inbox.drain({ timeout: 20_000 })
    assert.deepEqual(worker.attemptsAt('one'), [1, 2])

    const patient = await place.open({ backoff: 1, maxBackoff: 1 })
    await worker.delivery.close()
    await patient.put(recordOf('two'))
    const before = Date.now()
    const late = place.deliver(patient, () => failed('later', 3_600_000))
    await untilStats(patient, { delayed: 1, running: 0 })
    const [entry] = await patient.list('delayed')
    // Stores have clocks of their own.
    assert.ok(Number(entry?.at) >= before + 3_500_000, 'at tells when the next attempt is due')
    assert.deepEqual(late.attemptsAt('two'), [1])
  }),

  inboxCase('after a failed attempt it is delayed, with its error', async (place) => {
    const [inbox, other] = [await place.open({ backoff: 60_000, maxBackoff: 60_000 }), await place.open()]
    const before = Date.now()
    place.deliver(inbox, () => failed('first'))
    await inbox.put(recordOf('one'))
    await untilStats(other, { delayed: 1, waiting: 0, running: 0 })
    const [entry] = await other.list('delayed')
    assert.equal(entry?.record.id, 'one')
    assert.equal(entry?.state, 'delayed')
    assert.equal(entry?.attempts, 1)
    assert.deepEqual(entry?.error, { code: 'handler-failed', message: 'first' })
    assert.ok(entry && entry.at >= before + 30_000, 'at tells when the next attempt is due')
  }),

  inboxCase('an attempt that throws has failed', async (place) => {
    const inbox = await place.open()
    const worker = place.deliver(inbox, (_, { number }) => {
      if (number === 1) throw new Error('thrown')
      return handled
    })
    await inbox.put(recordOf('one'))
    await inbox.drain({ timeout: 20_000 })
    assert.deepEqual(worker.attemptsAt('one'), [1, 2])
  }),

  inboxCase('each retry waits twice as long, give or take half', async (place) => {
    const backoff = 80
    const inbox = await place.open({ attempts: 4, backoff, maxBackoff: 60_000 })
    const times: number[] = []
    place.deliver(inbox, () => {
      times.push(Date.now())
      return failed()
    })
    await inbox.put(recordOf('one'))
    await untilStats(inbox, { dead: 1 })
    assert.equal(times.length, 4)
    for (const [index, share] of [1, 2, 4].entries()) {
      const waited = (times[index + 1] as number) - (times[index] as number)
      // Timers and clocks of a machine differ by a few ms.
      assert.ok(waited >= backoff * share * 0.5 - 5, `retry ${index + 1} came after ${waited} ms`)
    }
  }),

  inboxCase('no retry waits longer than maxBackoff, give or take half', async (place) => {
    const inbox = await place.open({ attempts: 14, backoff: 20, maxBackoff: 40 })
    const worker = place.deliver(inbox, () => failed())
    await inbox.put(recordOf('one'))
    // Without an end to its growth the last one would wait for more than a minute.
    await untilStats(inbox, { dead: 1 })
    assert.equal(worker.seen.length, 14)
  }),

  inboxCase('after the last attempt it is a dead letter with its last error', async (place) => {
    const inbox = await place.open({ attempts: 3 })
    const worker = place.deliver(inbox, (_, { number }) => failed(`attempt ${number}`))
    await inbox.put(recordOf('one'))
    await untilStats(inbox, { dead: 1, waiting: 0, running: 0, delayed: 0 })
    assert.deepEqual(worker.attemptsAt('one'), [1, 2, 3])
    const [letter] = await inbox.list('dead')
    assert.equal(letter?.record.id, 'one')
    assert.equal(letter?.attempts, 3)
    const error = { code: 'handler-failed', message: 'attempt 3' }
    assert.deepEqual(letter?.error, error)
    await until('onDeadLetter should be called', () => worker.dead.length > 0)
    assert.deepEqual(worker.dead, [{ id: 'one', error }], 'the receiver is told once')
  }),

  inboxCase('what is refused is a dead letter at once', async (place) => {
    const inbox = await place.open({ attempts: 5 })
    const worker = place.deliver(inbox, () => refused('no use'))
    await inbox.put(recordOf('one'))
    await untilStats(inbox, { dead: 1 })
    const [letter] = await inbox.list('dead')
    const error = { code: 'invalid-packet', message: 'no use' }
    assert.deepEqual(letter?.error, error)
    assert.equal(letter?.attempts, 1)
    await until('onDeadLetter should be called', () => worker.dead.length > 0)
    assert.deepEqual(worker.dead, [{ id: 'one', error }], 'the receiver is told once')
    assert.deepEqual(worker.attemptsAt('one'), [1])
  }),
]
