import assert from 'node:assert/strict'
import { type InboxCase, inboxCase } from './case.ts'
import { plain, recordOf, recordsOf } from './record.ts'
import { until, untilStats } from './until.ts'
import { failed } from './worker.ts'

/** What `put` promises. */
export const putting: readonly InboxCase[] = [
  inboxCase('what was put is seen by another process, as it was', async (place) => {
    const [first, second] = [await place.open(), await place.open()]
    const record = recordOf('1400000000:Room.CallbackAfterMemberLeave:dGhlIGRpZ2VzdA', {
      idempotencyKey: 'another',
      orderKey: '1400000000/room/room 1',
      clientIp: '203.0.113.9',
      platform: 'RESTAPI',
      requestId: '1-144115212830834855-Login-Register',
      receivedAt: 1_700_000_000_123,
      carrier: { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' },
      body: new TextEncoder().encode('{"a":"\u0000\\u0000 € 😀 \n"}'),
    })
    assert.equal(await first.put(record), 'stored')
    const [entry] = await second.list('waiting')
    assert.ok(entry, 'a put that resolved is there for every process')
    assert.deepEqual(plain(entry.record), plain(record), 'every field and byte of the record is kept')
    assert.equal(entry.attempts, 0)
    const worker = place.deliver(second)
    await until('it should be delivered', () => worker.seen.length === 1)
    const [seen] = worker.seen
    assert.deepEqual(seen && plain(seen.record), plain(record), 'the handlers get every field and byte')
  }),

  inboxCase('bodies of any size are kept', async (place) => {
    const inbox = await place.open()
    const bodies = [new Uint8Array(), new Uint8Array(300_000).fill(120)]
    for (const [index, body] of bodies.entries()) await inbox.put(recordOf(`size ${index}`, { body }))
    const kept = (await inbox.list('waiting')).map(({ record }) => record.body.length)
    assert.deepEqual(kept, [0, 300_000])
  }),

  inboxCase('an id may hold any characters', async (place) => {
    const inbox = await place.open()
    const ids = ['a:b', 'a:b:', 'a', ':', 'a/b', 'a#1', 'a b', '{a}', 'a*', '%3A', 'a\n', '日本 😀', '0', '__proto__']
    ids.push('x'.repeat(300))
    for (const id of ids) assert.equal(await inbox.put(recordOf(id)), 'stored', `${id} is an id of its own`)
    for (const id of ids) assert.equal(await inbox.put(recordOf(id)), 'duplicate', `${id} is known`)
    const worker = place.deliver(inbox)
    await inbox.drain({ timeout: 20_000 })
    assert.deepEqual(worker.ids.sort(), ids.sort())
  }),

  inboxCase('an id is a duplicate in every state, and when it was handled', async (place) => {
    const inbox = await place.open({ attempts: 1 })
    const record = recordOf('one')
    const isDuplicate = async (state: string) => {
      assert.equal(await inbox.put({ ...record }), 'duplicate', `while it is ${state}`)
    }
    await inbox.put(record)
    await isDuplicate('waiting')
    const worker = place.deliver(inbox, () => worker.hold())
    await until('it should be delivered', () => worker.running === 1)
    await isDuplicate('running')
    worker.letGo(failed())
    await untilStats(inbox, { dead: 1 })
    await isDuplicate('dead')
    await inbox.retry('one')
    await until('it should be delivered again', () => worker.running === 1)
    worker.letGo()
    await untilStats(inbox, { waiting: 0, running: 0, delayed: 0, dead: 0 })
    await isDuplicate('handled')
    assert.equal((await inbox.stats()).waiting, 0, 'a duplicate is not kept')
  }),

  inboxCase('an id is a duplicate while it is delayed', async (place) => {
    const inbox = await place.open({ backoff: 60_000, maxBackoff: 60_000 })
    await inbox.put(recordOf('one'))
    place.deliver(inbox, () => failed())
    await untilStats(inbox, { delayed: 1 })
    assert.equal(await inbox.put(recordOf('one')), 'duplicate')
    assert.equal((await inbox.stats()).delayed, 1)
  }),

  inboxCase('of two processes that put the same id at once, one stores it', async (place) => {
    const inboxes = [await place.open(), await place.open()]
    for (const record of recordsOf(10, 'raced ')) {
      const outcomes = await Promise.all([...inboxes, ...inboxes].map((inbox) => inbox.put(record)))
      assert.deepEqual(outcomes.sort(), ['duplicate', 'duplicate', 'duplicate', 'stored'], record.id)
    }
  }),

  inboxCase('a record with a refusal is a dead letter at once', async (place) => {
    const inbox = await place.open()
    const worker = place.deliver(inbox)
    const refusal = { code: 'invalid-packet', message: 'RoomId: expected a string.' }
    assert.equal(await inbox.put(recordOf('refused', { refusal })), 'stored')
    assert.equal(await inbox.put(recordOf('refused', { refusal })), 'duplicate')
    const [letter] = await inbox.list('dead')
    assert.deepEqual(letter?.error, refusal, 'its error is the refusal')
    assert.equal(letter?.state, 'dead')
    assert.equal(letter?.attempts, 0)
    await inbox.put(recordOf('other'))
    await inbox.drain({ timeout: 20_000 })
    assert.deepEqual(worker.ids, ['other'], 'it is not delivered')
  }),

  inboxCase('a record with an answer is kept, and never delivered', async (place) => {
    const inbox = await place.open()
    const worker = place.deliver(inbox)
    const record = recordOf('decided', { answer: '{"ErrorCode":0}' })
    assert.equal(await inbox.put(record), 'stored')
    assert.equal(await inbox.put(record), 'duplicate')
    await inbox.put(recordOf('other'))
    await inbox.drain({ timeout: 20_000 })
    assert.deepEqual(worker.ids, ['other'])
    const [entry] = await inbox.list('recorded')
    assert.deepEqual(entry && plain(entry.record), plain(record))
    assert.equal((await inbox.stats()).recorded, 1)
  }),

  inboxCase('after close, put refuses', async (place) => {
    const [inbox, other] = [await place.open(), await place.open()]
    await inbox.close()
    await assert.rejects(inbox.put(recordOf('late')), 'what is not stored is not acknowledged')
    assert.equal((await other.stats()).waiting, 0)
  }),
]
