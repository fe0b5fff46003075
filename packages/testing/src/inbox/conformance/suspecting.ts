import assert from 'node:assert/strict'
import type { InboxRecord } from '@room-callbacks/core/inbox'
import { type InboxCase, inboxCase } from './case.ts'
import { recordOf, recordsOf } from './record.ts'
import { refusesWith, until, untilStats } from './until.ts'
import { failed, handled } from './worker.ts'

/** What ends its process, and what ran beside it. */
export const suspecting: readonly InboxCase[] = [
  inboxCase('what ran when its process ended runs alone, one after the other', async (place) => {
    const options = { lease: 600, attempts: 1 }
    const [dying, living] = [await place.open(options), await place.open(options)]
    for (const record of recordsOf(3, 'beside ')) await dying.put(record)
    const lost = place.deliver(dying, () => lost.hold())
    await until('three should run', () => lost.running === 3)
    await refusesWith('close-timeout', 'close while handlers hang', () => dying.close({ timeout: 1 }))
    let most = 0
    const worker = place.deliver(living, async ({ id }) => {
      if (id.startsWith('beside')) most = Math.max(most, worker.running)
      await new Promise((resolve) => setTimeout(resolve, 5))
      return handled
    })
    for (const record of recordsOf(10, 'fresh ')) await living.put(record)
    await living.drain({ timeout: 20_000 })
    assert.equal(most, 1, 'nothing runs beside a suspect')
    for (const { record } of lost.seen) assert.deepEqual(worker.attemptsAt(record.id), [2])
    assert.equal((await living.stats()).dead, 0, 'a crash is no failure: attempts are left')
  }),

  inboxCase('what ends one process after the other is a dead letter, and costs others nothing', async (place) => {
    const options = { lease: 500, attempts: 2, crashes: 3 }
    const ids = ['deadly', 'innocent']
    const first = await place.open(options)
    for (const id of ids) await first.put(recordOf(id))
    const isHandled = new Set<string>()
    const note = ({ id }: InboxRecord) => {
      isHandled.add(id)
      return handled
    }
    for (const [process, inbox] of [first, await place.open(options), await place.open(options)].entries()) {
      const worker = place.deliver(inbox, (record) =>
        record.id === 'deadly' || process === 0 ? worker.hold() : note(record),
      )
      await until(
        'the deadly one should run',
        () => worker.running === (process === 0 ? 2 : 1) && worker.ids.includes('deadly'),
      )
      await refusesWith('close-timeout', 'close while a handler hangs', () => inbox.close({ timeout: 1 }))
    }
    const last = await place.open(options)
    const worker = place.deliver(last, note)
    await untilStats(last, { dead: 1, waiting: 0, running: 0 })
    assert.deepEqual([...isHandled], ['innocent'])
    assert.ok(!worker.ids.includes('deadly'))
    const [letter] = await last.list('dead')
    assert.deepEqual([letter?.record.id, letter?.crashes], ['deadly', 3])
    assert.match(String(letter?.error?.message), /process ended/)
  }),

  inboxCase('a crash counts apart from failures', async (place) => {
    const options = { lease: 500, attempts: 2 }
    const [dying, living] = [await place.open(options), await place.open(options)]
    await dying.put(recordOf('one'))
    const lost = place.deliver(dying, () => lost.hold())
    await until('it should run', () => lost.running === 1)
    await refusesWith('close-timeout', 'close while a handler hangs', () => dying.close({ timeout: 1 }))
    const worker = place.deliver(living, () => failed())
    await untilStats(living, { dead: 1, delayed: 0, running: 0 })
    assert.deepEqual(worker.attemptsAt('one'), [2, 3], 'two failures, as `attempts` says')
    const [letter] = await living.list('dead')
    assert.deepEqual([letter?.attempts, letter?.crashes, letter?.error?.code], [3, 1, 'handler-failed'])
  }),

  inboxCase('each attempt has a higher fence than all before it', async (place) => {
    const inboxes = [await place.open({ concurrency: 1 }), await place.open({ concurrency: 1 })] as const
    const fences: number[] = []
    for (const inbox of inboxes) {
      place.deliver(inbox, (_, { fence, number }) => {
        fences.push(fence)
        return number === 1 ? failed() : handled
      })
    }
    for (const record of recordsOf(5, 'one ')) {
      await inboxes[0].put(record)
      await inboxes[0].drain({ timeout: 20_000 })
    }
    assert.equal(fences.length, 10)
    assert.deepEqual(
      fences,
      [...new Set(fences)].sort((a, b) => a - b),
    )
  }),
]
