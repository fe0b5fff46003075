import assert from 'node:assert/strict'
import { channel } from 'node:diagnostics_channel'
import type { EntryState, Inbox, InboxEvent } from '@room-callbacks/core/inbox'
import { type InboxCase, inboxCase } from './case.ts'
import { plain, recordOf, recordsOf } from './record.ts'
import { until, untilStats } from './until.ts'
import { failed, handled } from './worker.ts'

const refusal = { code: 'invalid-packet', message: 'wrong' }

/** Puts refused packets, which are dead letters; their ids count from 1. */
async function putRefused(inbox: Inbox, count: number, name: string): Promise<string[]> {
  const records = recordsOf(count, name, { refusal })
  for (const record of records) await inbox.put(record)
  return records.map(({ id }) => id)
}

/** What the operations promise. */
export const operating: readonly InboxCase[] = [
  inboxCase('stats() counts every state, over all processes', async (place) => {
    const options = { concurrency: 2, backoff: 60_000, maxBackoff: 60_000 }
    const [inbox, other] = [await place.open(options), await place.open()]
    assert.deepEqual(await inbox.stats(), {
      waiting: 0,
      running: 0,
      delayed: 0,
      dead: 0,
      refused: 0,
      unhandled: 0,
      recorded: 0,
      dropped: 0,
      bytes: 0,
      oldestAge: undefined,
      rate: 0,
    })
    const worker = place.deliver(inbox, ({ id }) => {
      if (id === 'handled') return handled
      return id === 'delayed' ? failed() : worker.hold()
    })
    await inbox.put(recordOf('handled'))
    await inbox.drain({ timeout: 20_000 })
    await inbox.put(recordOf('delayed', { receivedAt: Date.now() - 5000 }))
    await untilStats(inbox, { delayed: 1 })
    for (const record of recordsOf(5, 'held ')) await inbox.put(record)
    await putRefused(inbox, 3, 'dead ')
    await inbox.put(recordOf('recorded', { answer: '{}' }))
    await until('two should run', () => worker.running === 2)
    await untilStats(other, { waiting: 3, running: 2, delayed: 1, dead: 3, refused: 3, recorded: 1 })
    const { oldestAge, rate } = await other.stats()
    assert.ok(oldestAge !== undefined && oldestAge >= 5000, `the oldest arrived 5 s ago; oldestAge is ${oldestAge}`)
    assert.ok(rate > 0, 'one was handled within the last minute')
    const running = await other.list('running')
    const held = worker.ids.filter((id) => id.startsWith('held '))
    assert.deepEqual(
      running.map(({ state, attempts, record }) => [state, attempts, record.id]),
      held.sort().map((id) => ['running', 1, id]),
    )
  }),

  inboxCase('list() gives pages, oldest first', async (place) => {
    const inbox = await place.open()
    const ids = await putRefused(inbox, 7, 'dead ')
    const pages: string[][] = []
    for (let after: string | undefined; ; after = pages.at(-1)?.at(-1)) {
      const page = await inbox.list('dead', after === undefined ? { limit: 3 } : { limit: 3, after })
      if (page.length === 0) break
      pages.push(page.map(({ record }) => record.id))
    }
    assert.deepEqual(pages, [ids.slice(0, 3), ids.slice(3, 6), ids.slice(6)])
    assert.equal((await inbox.list('dead')).length, 7)
    assert.deepEqual(await inbox.list('waiting'), [])
  }),

  inboxCase('list() gives 100 unless told', async (place) => {
    const inbox = await place.open()
    await Promise.all(recordsOf(101, 'one ').map((record) => inbox.put(record)))
    assert.equal((await inbox.list('waiting')).length, 100)
    assert.equal((await inbox.list('waiting', { limit: 1000 })).length, 101)
  }),

  inboxCase('get() finds an entry in any state by its id, and nothing else', async (place) => {
    const inbox = await place.open({ concurrency: 1, backoff: 60_000, maxBackoff: 60_000 })
    await putRefused(inbox, 1, 'dead ')
    await inbox.put(recordOf('recorded', { answer: '{}' }))
    const worker = place.deliver(inbox, ({ id }) => {
      if (id === 'handled') return handled
      return id === 'delayed' ? failed() : worker.hold()
    })
    const delayed = recordOf('delayed', { orderKey: 'key' })
    for (const record of [recordOf('handled'), delayed, recordOf('running')]) await inbox.put(record)
    // No order is promised: of two that are put at once, the second may run.
    await until('what is held should run', () => worker.ids.includes('running'))
    await inbox.put(recordOf('waiting'))
    await untilStats(inbox, { waiting: 1, running: 1, delayed: 1 })
    for (const id of ['waiting', 'running', 'delayed', 'recorded']) {
      // What was leased when its turn seemed near is given back after some time.
      await until(`get() should find the entry that is ${id} as list() gives it`, async () => {
        const found = await inbox.get(id)
        const [listed] = await inbox.list(id as EntryState)
        if (found?.state !== id || listed?.record.id !== id) return false
        assert.deepEqual({ ...found, record: plain(found.record) }, { ...listed, record: plain(listed.record) })
        return true
      })
    }
    const found = await inbox.get('delayed')
    assert.deepEqual(found && plain(found.record), plain(delayed))
    assert.equal(found?.attempts, 1)
    assert.equal(found?.error?.code, 'handler-failed')
    assert.deepEqual((await inbox.get('dead 1'))?.error, refusal)
    assert.equal(await inbox.get('handled'), undefined)
    assert.equal(await inbox.get('unknown'), undefined)
  }),

  inboxCase('list() goes on after a position, although that entry is gone', async (place) => {
    const inbox = await place.open()
    await putRefused(inbox, 6, 'dead ')
    const first = await inbox.list('dead', { limit: 2 })
    const last = first.at(-1)
    await inbox.purge({ id: 'dead 1' })
    await inbox.purge({ id: 'dead 2' })
    const next = await inbox.list('dead', { limit: 2, after: last?.position as number })
    assert.deepEqual(
      next.map(({ record }) => record.id),
      ['dead 3', 'dead 4'],
    )
    const positions = [...first, ...next].map(({ position }) => position)
    assert.deepEqual(
      positions,
      [...positions].sort((a, b) => a - b),
    )
    await inbox.retry('dead 3')
    const moved = await inbox.get('dead 3')
    assert.ok((moved?.position as number) > (next[1]?.position as number), 'what is retried goes to the end')
  }),

  inboxCase('an operator who keeps the order harms no inbox without one', async (place) => {
    const inbox = await place.open({ attempts: 1 })
    let isMended = false
    const worker = place.deliver(inbox, () => (isMended ? handled : failed()))
    for (const record of recordsOf(3, 'one ', { orderKey: 'same' })) await inbox.put(record)
    await untilStats(inbox, { dead: 3 })
    isMended = true
    const operator = await place.open({ order: 'key' })
    assert.equal(await operator.retry('all'), 3)
    await inbox.drain({ timeout: 20_000 })
    assert.deepEqual(worker.ids.length, 6, 'each once more')
    await untilStats(inbox, { dead: 0 })
  }),

  inboxCase('retry() gives one dead letter all its attempts again', async (place) => {
    const inbox = await place.open({ attempts: 2 })
    let isMended = false
    const worker = place.deliver(inbox, () => (isMended ? handled : failed()))
    for (const record of recordsOf(2, 'one ')) await inbox.put(record)
    await untilStats(inbox, { dead: 2 })
    assert.equal(await inbox.retry('one 1'), 1)
    await until('it should fail twice again', () => worker.attemptsAt('one 1').length === 4)
    assert.deepEqual(worker.attemptsAt('one 1'), [1, 2, 1, 2])
    await untilStats(inbox, { dead: 2, running: 0 })
    isMended = true
    assert.equal(await inbox.retry('one 1'), 1)
    await untilStats(inbox, { dead: 1, running: 0, waiting: 0 })
    const [letter] = await inbox.list('dead')
    assert.equal(letter?.record.id, 'one 2', 'the other one stays')
    assert.equal(await inbox.retry('one 1'), 0, 'what was handled is no dead letter')
    assert.equal(await inbox.retry('unknown'), 0)
  }),

  inboxCase("retry('all') gives every dead letter a new life, in any process", async (place) => {
    const [inbox, other] = [await place.open(), await place.open()]
    const ids = await putRefused(inbox, 5, 'dead ')
    await inbox.put(recordOf('waiting'))
    assert.equal(await inbox.retry('waiting'), 0, 'what waits is no dead letter')
    const worker = place.deliver(other)
    await inbox.drain({ timeout: 20_000 })
    assert.equal(await inbox.retry('all'), 5)
    await inbox.drain({ timeout: 20_000 })
    assert.deepEqual(worker.ids.sort(), [...ids, 'waiting'].sort())
    assert.equal(await inbox.retry('all'), 0)
  }),

  inboxCase('purge() forgets a dead letter, whose id may come again', async (place) => {
    const inbox = await place.open()
    await putRefused(inbox, 2, 'dead ')
    assert.equal(await inbox.purge({ id: 'dead 1' }), 1)
    assert.equal(await inbox.purge({ id: 'dead 1' }), 0)
    assert.equal(await inbox.purge({ id: 'unknown' }), 0)
    assert.equal((await inbox.stats()).dead, 1)
    assert.equal(await inbox.put(recordOf('dead 1')), 'stored')
    assert.equal(await inbox.purge({ id: 'dead 1' }), 0, 'what waits is never purged')
    assert.equal((await inbox.stats()).waiting, 1)
  }),

  inboxCase('purge() forgets what is in a state for long enough, and nothing else', async (place) => {
    const inbox = await place.open()
    await putRefused(inbox, 3, 'dead ')
    await inbox.put(recordOf('waiting'))
    for (const record of recordsOf(2, 'recorded ', { answer: '{}' })) await inbox.put(record)
    assert.equal(await inbox.purge({ state: 'dead', olderThan: 3_600_000 }), 0)
    assert.equal(await inbox.purge({ state: 'dead' }), 3)
    assert.equal(await inbox.purge({ id: 'recorded 1' }), 1)
    assert.equal(await inbox.purge({ state: 'recorded', olderThan: 0 }), 1)
    const { waiting, dead, recorded } = await inbox.stats()
    assert.deepEqual({ waiting, dead, recorded }, { waiting: 1, dead: 0, recorded: 0 })
  }),

  inboxCase('what happens to an entry is published', async (place) => {
    const inbox = await place.open({ attempts: 2 })
    const events: InboxEvent[] = []
    const listen = (event: unknown) => {
      const { id, type } = event as InboxEvent
      // Who puts tells of these.
      if (id.startsWith('told ') && !['stored', 'duplicate', 'unhandled', 'full'].includes(type))
        events.push(event as InboxEvent)
    }
    const inboxEvents = channel('room-callbacks:inbox')
    inboxEvents.subscribe(listen)
    try {
      let isMended = false
      place.deliver(inbox, () => (isMended ? handled : failed()))
      await inbox.put(recordOf('told 1'))
      await until('it should be told dead', () => events.at(-1)?.type === 'dead')
      isMended = true
      await inbox.retry('told 1')
      // What failed first may be told last: its answer may come after all that happened since.
      await until('it should be told four things', () => events.length === 4)
      await putRefused(inbox, 1, 'told again ')
      await inbox.purge({ state: 'dead' })
    } finally {
      inboxEvents.unsubscribe(listen)
    }
    const told = events.map(({ type, id, attempt }) => [type, id, attempt])
    const sorted = (list: unknown[]) => list.map((item) => JSON.stringify(item)).sort()
    assert.deepEqual(
      sorted(told),
      sorted([
        ['delayed', 'told 1', 1],
        ['dead', 'told 1', 2],
        ['retried', 'told 1', undefined],
        ['handled', 'told 1', 1],
        ['purged', 'told again 1', undefined],
      ]),
    )
    assert.equal(events[0]?.command, 'Room.CallbackAfterMemberLeave')
  }),
]
