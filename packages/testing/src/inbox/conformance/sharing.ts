import assert from 'node:assert/strict'
import { type InboxCase, inboxCase } from './case.ts'
import { recordOf, recordsOf } from './record.ts'
import { pass, refusesWith, until, untilStats } from './until.ts'
import { handled } from './worker.ts'

const [enter, leave] = ['Room.CallbackAfterMemberEnter', 'Room.CallbackAfterMemberLeave']

/** Who gets which commands, and what becomes of those without a handler. */
export const sharing: readonly InboxCase[] = [
  inboxCase('a process gets the commands that it handles, and no others', async (place) => {
    const inboxes = [await place.open(), await place.open()] as const
    for (const record of recordsOf(3, 'enter ', { command: enter })) await inboxes[0].put(record)
    for (const record of recordsOf(3, 'leave ', { command: leave })) await inboxes[0].put(record)
    const entering = place.deliver(inboxes[0], () => handled, [enter])
    await inboxes[0].drain({ timeout: 20_000 })
    assert.deepEqual(entering.ids.sort(), ['enter 1', 'enter 2', 'enter 3'])
    assert.equal((await inboxes[1].stats()).waiting, 3, 'what has no handler yet waits')
    const leaving = place.deliver(inboxes[1], () => handled, [leave])
    await inboxes[1].drain({ timeout: 20_000 })
    assert.deepEqual(leaving.ids.sort(), ['leave 1', 'leave 2', 'leave 3'])
    assert.equal(entering.ids.length, 3)
  }),

  inboxCase('while no process delivers, everything waits', async (place) => {
    const inbox = await place.open()
    assert.equal(await inbox.put(recordOf('one')), 'stored')
    const worker = place.deliver(inbox, () => handled, [])
    assert.equal(await inbox.put(recordOf('two')), 'stored', 'nor is anything unhandled before the first handler')
    await pass(50)
    assert.deepEqual(worker.ids, [])
    assert.equal((await inbox.stats()).waiting, 2)
  }),

  inboxCase('a command that no process handles is an unhandled dead letter', async (place) => {
    const [inbox, other] = [await place.open({ capacity: 1 }), await place.open()]
    const worker = place.deliver(inbox, () => handled, [leave])
    await inbox.put(recordOf('one', { command: leave }))
    await until('the first should be handled', () => worker.ids.length === 1)
    for (const record of recordsOf(3, 'enter ', { command: enter })) {
      assert.equal(await other.put(record), 'unhandled', 'for a process that only receives, too')
      assert.equal(await other.put(record), 'duplicate')
    }
    const { waiting, dead, refused, unhandled } = await inbox.stats()
    assert.deepEqual({ waiting, dead, refused, unhandled }, { waiting: 0, dead: 3, refused: 3, unhandled: 3 })
    const [letter] = await inbox.list('dead')
    assert.equal(letter?.error?.code, 'unhandled')
    assert.match(String(letter?.error?.message), /Room\.CallbackAfterMemberEnter/)
    assert.equal(await inbox.put(recordOf('two', { command: leave })), 'stored', 'they fill no inbox')
    assert.deepEqual(worker.ids.slice(0, 1), ['one'])
  }),

  inboxCase('a handler that is registered later gets what came a moment ago', async (place) => {
    const inbox = await place.open()
    const worker = place.deliver(inbox, () => handled, [leave])
    await inbox.put(recordOf('one', { command: leave }))
    await until('the first should be handled', () => worker.ids.length === 1)
    assert.equal(await inbox.put(recordOf('enter', { command: enter })), 'unhandled')
    worker.delivery.setCommands([leave, enter])
    await until('the second should be handled', () => worker.ids.length === 2)
    assert.equal((await inbox.stats()).unhandled, 0)
    await inbox.put(recordOf('another', { command: enter }))
    await until('what follows should be handled', () => worker.ids.length === 3)
  }),

  inboxCase('drain() of a process that delivers waits for the commands that it handles', async (place) => {
    const inbox = await place.open()
    await inbox.put(recordOf('enter', { command: enter }))
    await inbox.put(recordOf('leave', { command: leave }))
    await refusesWith('close-timeout', 'drain before it delivers', () => inbox.drain({ timeout: 30 }))
    const worker = place.deliver(inbox, () => handled, [enter])
    await inbox.drain({ timeout: 20_000 })
    assert.deepEqual(worker.ids, ['enter'])
    assert.equal((await inbox.stats()).waiting, 1)
  }),

  inboxCase('what waits for a handler that was removed becomes unhandled in the end', async (place) => {
    const options = { unhandledAfter: 400 }
    const [before, after] = [await place.open(options), await place.open(options)]
    const both = place.deliver(before, () => handled, [enter, leave])
    await before.put(recordOf('first', { command: enter }))
    await until('the first should be handled', () => both.ids.length === 1)
    await before.close()
    place.deliver(after, () => handled, [leave])
    assert.equal(await after.put(recordOf('late', { command: enter })), 'stored', 'its process may come back')
    await untilStats(after, { waiting: 0, dead: 1, unhandled: 1 })
    assert.equal(await after.put(recordOf('later', { command: enter })), 'unhandled')
    assert.equal(await after.put(recordOf('leave', { command: leave })), 'stored')
  }),

  inboxCase('in order, what another process handles holds its order key', async (place) => {
    const options = { order: 'key' } as const
    const inboxes = [await place.open(options), await place.open(options)] as const
    const orderKey = 'a'
    const records = [recordOf('1', { orderKey, command: enter }), recordOf('2', { orderKey, command: leave })]
    for (const record of records) await inboxes[0].put(record)
    const leaving = place.deliver(inboxes[0], () => handled, [leave])
    await inboxes[0].put(recordOf('keyless', { command: leave }))
    await until('what has no order key should be handled', () => leaving.ids.includes('keyless'))
    assert.deepEqual(leaving.ids, ['keyless'])
    place.deliver(inboxes[1], () => handled, [enter])
    await until('the second of the order key should be handled', () => leaving.ids.includes('2'))
  }),
]
