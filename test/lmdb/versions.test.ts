import { cpSync } from 'node:fs'
import { join } from 'node:path'
import type { EntryState, InboxStore } from '@room-callbacks/core/inbox'
import { openStore } from '@room-callbacks/lmdb'
import t from 'tap'
import { freshDirectory } from './fresh-directory.ts'
import { numbered, numberOf } from './records.ts'
import { settingsOf } from './settings.ts'

// What programs/write-fixture.ts left there.
const remembered = numbered(5)
const left = { none: { waiting: [6, 7], running: [1] }, room: { waiting: [1, 6, 7], running: [] } }
const rich = numbered(2, { room: 'a', clientIp: '192.0.2.1', carrier: { traceparent: '00' } })
const error = { code: 'handler-failed', message: 'as asked' }

const numbersOf = async (store: InboxStore, state: EntryState) =>
  (await store.list(state, { limit: 9 })).map(({ record }) => numberOf(record))

async function drain(store: InboxStore): Promise<number[][]> {
  const rounds: number[][] = []
  for (;;) {
    const taken = await store.take(9, 200, 300)
    if (taken.length === 0) return rounds
    rounds.push(taken.map(({ record }) => numberOf(record)))
    for (const entry of taken) await store.finish(entry, 200, 1_000_000)
  }
}

for (const version of [1, 2])
  for (const written of ['none', 'room'] as const)
    for (const order of ['none', 'room'] as const)
      t.test(`version ${version} wrote it with order ${written}; it is read with ${order}`, async (t) => {
        const { directory, remove } = freshDirectory()
        t.teardown(remove)
        cpSync(`test/lmdb/fixtures/version-${version}-${written}/data.mdb`, join(directory, 'data.mdb'))
        const store = openStore(directory, settingsOf(order))
        t.teardown(() => store.close())

        t.strictSame(await numbersOf(store, 'waiting'), left[written].waiting)
        t.strictSame(await numbersOf(store, 'running'), left[written].running)
        t.strictSame(await numbersOf(store, 'dead'), [3])
        t.strictSame(await numbersOf(store, 'recorded'), [4])
        t.match(await store.list('delayed', { limit: 9 }), [{ attempts: 1, at: 60, error, record: rich }])
        const running = left[written].running.length
        const { rate, ...counted } = await store.stats(70)
        t.strictSame(counted, { waiting: 3 - running, running, delayed: 1, dead: 1, recorded: 1, oldestAge: 0 })
        t.ok(rate > 0, 'the rate goes on')

        for (const number of [1, 2, 3, 4, 6, 7]) t.equal(await store.put(numbered(number), 70), 'duplicate')
        t.equal(await store.put(remembered, 999_999), 'duplicate', 'handled, and remembered')
        t.equal(await store.put(remembered, 1_000_000), 'stored', 'and forgotten in time')

        t.strictSame(await store.retry(numbered(3).id, 80), [numbered(3).id])
        t.strictSame(await store.purge({ id: numbered(4).id }, 80), [numbered(4).id])
        t.strictSame(await store.put(numbered(4), 90), 'stored')
        t.strictSame(
          await drain(store),
          order === 'none' ? [[2, 1, 6, 7, 5, 3, 4]] : [[2, 7, 5, 3, 4], [1], [6]],
          'nothing is lost, and rooms are in order where they are asked to be',
        )
        t.match(await store.stats(200), { waiting: 0, running: 0, delayed: 0, dead: 0, recorded: 0 })
        t.strictSame(await store.expire(2_000_000), [])
        t.equal(await store.put(numbered(7), 2_000_000), 'stored')
      })
