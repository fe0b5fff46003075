import assert from 'node:assert/strict'
import { recordSize } from '@room-callbacks/core/inbox'
import { type InboxCase, inboxCase } from './case.ts'
import { recordOf, recordsOf } from './record.ts'
import { refusesWith, until, untilStats } from './until.ts'
import { failed, handled } from './worker.ts'

const refusal = { code: 'invalid-packet', message: 'wrong' }

/** What an inbox keeps at most. */
export const bounding: readonly InboxCase[] = [
  inboxCase('a full inbox refuses, and drops nothing', async (place) => {
    const inbox = await place.open({ capacity: 3, attempts: 1 })
    const refusesMore = () => refusesWith('inbox-full', 'one more', () => inbox.put(recordOf('more')))
    for (const record of recordsOf(3, 'one ')) await inbox.put(record)
    await refusesMore()
    assert.equal(await inbox.put(recordOf('one 1')), 'duplicate', 'what is kept is known, full or not')
    const worker = place.deliver(inbox, ({ id }) => (id === 'one 1' ? failed() : worker.hold()))
    await untilStats(inbox, { dead: 1, running: 2 })
    await refusesMore()
    worker.letGo()
    await untilStats(inbox, { waiting: 0, running: 0, dead: 1, refused: 0 })
    for (const record of recordsOf(2, 'later ')) {
      assert.equal(await inbox.put(record), 'stored', 'what was handled does not count')
    }
    await refusesMore()
    await inbox.purge({ id: 'one 1' })
    assert.equal(await inbox.put(recordOf('more')), 'stored', 'a purge makes room')
  }),

  inboxCase('the capacity is counted in bytes, too', async (place) => {
    const records = recordsOf(3, 'one ', { body: new Uint8Array(1000).fill(120) })
    const size = recordSize(records[0] as (typeof records)[0])
    const inbox = await place.open({ capacityBytes: 2 * size })
    for (const record of records.slice(0, 2)) assert.equal(await inbox.put(record), 'stored')
    assert.equal((await inbox.stats()).bytes, 2 * size)
    await refusesWith('inbox-full', 'one byte more', () => inbox.put(recordOf('more')))
    place.deliver(inbox)
    await inbox.drain({ timeout: 20_000 })
    assert.equal((await inbox.stats()).bytes, 0, 'what was handled does not count')
    assert.equal(await inbox.put(recordOf('more')), 'stored')
  }),

  inboxCase('refused packets never take the place of callbacks: the first of them go', async (place) => {
    const inbox = await place.open({ capacity: 2, maxRefusedEntries: 3 })
    for (const record of recordsOf(5, 'refused ', { refusal })) assert.equal(await inbox.put(record), 'stored')
    const kept = (await inbox.list('dead')).map(({ record }) => record.id)
    assert.deepEqual(kept, ['refused 3', 'refused 4', 'refused 5'])
    const { dead, refused, dropped, bytes } = await inbox.stats()
    assert.deepEqual({ dead, refused, dropped, bytes }, { dead: 3, refused: 3, dropped: 2, bytes: 0 })
    for (const record of recordsOf(2, 'one ')) assert.equal(await inbox.put(record), 'stored')
    await refusesWith('inbox-full', 'the third callback', () => inbox.put(recordOf('more')))
    assert.equal(await inbox.put(recordOf('refused 6', { refusal })), 'stored', 'a full inbox keeps them all the same')
  }),

  inboxCase('recorded decisions never take the place of callbacks: the first of them go', async (place) => {
    const inbox = await place.open({ capacity: 1, maxRecordedEntries: 2 })
    for (const record of recordsOf(3, 'recorded ', { answer: '{}' })) assert.equal(await inbox.put(record), 'stored')
    const kept = (await inbox.list('recorded')).map(({ record }) => record.id)
    assert.deepEqual(kept, ['recorded 2', 'recorded 3'])
    assert.equal((await inbox.stats()).dropped, 1)
    assert.equal(await inbox.put(recordOf('one')), 'stored')
  }),

  inboxCase('what is kept to be read is bounded in bytes, too', async (place) => {
    const inbox = await place.open({ maxRefusedBytes: 5000, maxRecordedBytes: 5000 })
    const body = new Uint8Array(2000).fill(120)
    for (const record of recordsOf(3, 'refused ', { body, refusal })) await inbox.put(record)
    for (const record of recordsOf(3, 'recorded ', { body, answer: '{}' })) await inbox.put(record)
    const { dead, recorded, dropped } = await inbox.stats()
    assert.deepEqual({ dead, recorded, dropped }, { dead: 2, recorded: 2, dropped: 2 })
    await inbox.put(recordOf('large', { body: new Uint8Array(6000), refusal }))
    assert.equal((await inbox.stats()).dead, 0, 'what is larger than the bound is only counted')
    assert.equal((await inbox.stats()).dropped, 5)
  }),

  inboxCase('a refused packet that is retried counts as a callback', async (place) => {
    const inbox = await place.open({ capacity: 1 })
    await inbox.put(recordOf('one', { refusal }))
    assert.equal(await inbox.retry('one'), 1)
    await refusesWith('inbox-full', 'another', () => inbox.put(recordOf('two')))
    const worker = place.deliver(inbox, () => handled)
    await until('it should be delivered', () => worker.ids.includes('one'))
    await inbox.drain({ timeout: 20_000 })
    const { dead, refused, dropped } = await inbox.stats()
    assert.deepEqual({ dead, refused, dropped }, { dead: 0, refused: 0, dropped: 0 })
  }),
]
