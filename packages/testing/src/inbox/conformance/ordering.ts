import assert from 'node:assert/strict'
import type { Inbox, InboxRecord } from '@room-callbacks/core/inbox'
import { type InboxCase, inboxCase } from './case.ts'
import { recordOf, recordsOf } from './record.ts'
import { pass, refusesWith, until, untilStats } from './until.ts'
import { failed, handled, refused, type Worker } from './worker.ts'

const order = 'key'
const inOrder = (orderKey: string, count: number): InboxRecord[] => recordsOf(count, `${orderKey} `, { orderKey })

async function putAll(inbox: Inbox, records: readonly InboxRecord[]): Promise<void> {
  for (const record of records) await inbox.put(record)
}

/** What `order: 'key'` promises. */
export const ordering: readonly InboxCase[] = [
  inboxCase('each order key is handled in the order of arrival, over processes and retries', async (place) => {
    const inboxes = [await place.open({ order }), await place.open({ order })] as const
    const keys = ['a', 'b', 'c', 'd'].map((orderKey) => inOrder(orderKey, 12))
    const begun = new Map<string, string[]>()
    const running = new Set<string>()
    const reply = async ({ id, orderKey = '' }: InboxRecord, { number }: { number: number }) => {
      assert.ok(!running.has(orderKey), `two of ${orderKey} run at once`)
      running.add(orderKey)
      await pass(1)
      running.delete(orderKey)
      // Every third needs a second attempt.
      if (number === 1 && id.charCodeAt(id.length - 1) % 3 === 0) return failed()
      begun.set(orderKey, [...(begun.get(orderKey) ?? []), id])
      return handled
    }
    const workers: Worker[] = inboxes.map((inbox) => place.deliver(inbox, reply))
    for (let index = 0; index < 12; index++) {
      for (const records of keys) await inboxes[index % 2 === 0 ? 0 : 1].put(records[index] as InboxRecord)
    }
    await inboxes[0].drain({ timeout: 20_000 })
    assert.equal((await inboxes[0].stats()).dead, 0, 'none was refused: two of an order key never run at once')
    for (const records of keys) {
      const orderKey = records[0]?.orderKey as string
      assert.deepEqual(
        begun.get(orderKey),
        records.map(({ id }) => id),
        orderKey,
      )
    }
    assert.ok(workers.every((worker) => worker.running === 0))
  }),

  inboxCase('a delayed head holds its order key, and no other', async (place) => {
    const inbox = await place.open({ order, backoff: 60_000, maxBackoff: 60_000 })
    await putAll(inbox, [...inOrder('a', 2), ...inOrder('b', 2), recordOf('keyless')])
    const worker = place.deliver(inbox, ({ id }) => (id === 'a 1' ? failed() : handled))
    await untilStats(inbox, { delayed: 1, waiting: 1, running: 0 })
    assert.deepEqual(worker.ids.sort(), ['a 1', 'b 1', 'b 2', 'keyless'])
    const [waiting] = await inbox.list('waiting')
    assert.equal(waiting?.record.id, 'a 2', 'what comes after the delayed one waits')
  }),

  inboxCase('a running head holds its order key for every process, and no other', async (place) => {
    const [first, second] = [await place.open({ order, concurrency: 1 }), await place.open({ order })]
    await putAll(first, inOrder('a', 2))
    const holder = place.deliver(first, ({ id }) => (id === 'a 1' ? holder.hold() : handled))
    await until('the head should run', () => holder.running === 1)
    const other = place.deliver(second)
    await putAll(second, [...inOrder('b', 2), recordOf('keyless')])
    await untilStats(second, { waiting: 1, running: 1 })
    assert.deepEqual(other.ids.sort(), ['b 1', 'b 2', 'keyless'])
    holder.letGo()
    await second.drain({ timeout: 20_000 })
    const next = [...holder.attemptsAt('a 2'), ...other.attemptsAt('a 2')]
    assert.deepEqual(next, [1], 'when it is finished the next goes, in whichever process')
  }),

  inboxCase('a dead process holds its order key until its lease is over', async (place) => {
    const options = { order, lease: 600 } as const
    const [dying, living] = [await place.open(options), await place.open(options)]
    await putAll(dying, inOrder('a', 3))
    const lost = place.deliver(dying, () => lost.hold())
    await until('the head should run', () => lost.running === 1)
    await refusesWith('close-timeout', 'close while a handler hangs', () => dying.close({ timeout: 1 }))
    const worker = place.deliver(living)
    await living.drain({ timeout: 20_000 })
    assert.deepEqual(worker.ids, ['a 1', 'a 2', 'a 3'], 'its head comes first, again')
    assert.deepEqual(worker.attemptsAt('a 1'), [2])
  }),

  inboxCase('a dead letter lets the next of its order key go', async (place) => {
    const inbox = await place.open({ order })
    const refusal = { code: 'invalid-packet', message: 'wrong' }
    await putAll(inbox, [recordOf('a 0', { orderKey: 'a', refusal }), ...inOrder('a', 2)])
    const worker = place.deliver(inbox, ({ id }) => (id === 'a 1' ? refused() : handled))
    await inbox.drain({ timeout: 20_000 })
    assert.deepEqual(worker.ids, ['a 1', 'a 2'])
    assert.equal((await inbox.stats()).dead, 2)
  }),

  inboxCase('a dead letter that is retried goes to the end of its order key', async (place) => {
    const inbox = await place.open({ order })
    let isMended = false
    const worker = place.deliver(inbox, ({ id }) => {
      if (id === 'a 1') return isMended ? handled : refused()
      return worker.hold()
    })
    await putAll(inbox, inOrder('a', 3))
    await until('the second should run', () => worker.ids.includes('a 2'))
    await untilStats(inbox, { dead: 1, running: 1, waiting: 1 })
    isMended = true
    assert.equal(await inbox.retry('a 1'), 1)
    worker.letGo()
    await until('the third should run', () => worker.ids.includes('a 3'))
    worker.letGo()
    await inbox.drain({ timeout: 20_000 })
    assert.deepEqual(worker.ids, ['a 1', 'a 2', 'a 3', 'a 1'])
  }),

  inboxCase('the order of a key survives a restart', async (place) => {
    const before = await place.open({ order })
    await putAll(before, inOrder('a', 6))
    const first = place.deliver(before, ({ id }) => (id === 'a 3' ? first.hold() : handled))
    await until('the third should run', () => first.running === 1)
    const closing = before.close()
    first.letGo(failed())
    await closing
    const after = await place.open({ order })
    const second = place.deliver(after)
    await after.drain({ timeout: 20_000 })
    assert.deepEqual(first.ids, ['a 1', 'a 2', 'a 3'])
    assert.deepEqual(second.ids, ['a 3', 'a 4', 'a 5', 'a 6'])
  }),

  inboxCase("order: 'none' lets nothing wait for anything", async (place) => {
    const inbox = await place.open()
    await putAll(inbox, inOrder('a', 3))
    const worker = place.deliver(inbox, () => worker.hold())
    await until('all of the order key should run at once', () => worker.running === 3)
    worker.letGo()
    await inbox.drain({ timeout: 20_000 })
  }),
]
