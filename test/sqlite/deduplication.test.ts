import type { Reply } from '@room-callbacks/core'
import { roomCallbacks } from '@room-callbacks/node'
import { openInbox, sqliteDeduplication } from '@room-callbacks/sqlite'
import { inject, packet } from '@room-callbacks/testing'
import t from 'tap'
import { patience } from '../unhurried.ts'
import { freshPlace } from './fresh-place.ts'

const reply = { outcome: 'handled', status: 200, headers: {}, body: '{}', close: false } as const satisfies Reply

t.test('a key is claimed once, over processes and restarts', async (t) => {
  const { path, remove } = freshPlace()
  t.teardown(remove)
  const [one, other] = [await sqliteDeduplication(path), await sqliteDeduplication(path)]
  t.same(await one.claim('a', 1, 60_000), { state: 'claimed' })
  t.same(await other.claim('a', 2, 60_000), { state: 'running' })
  await other.release('a', 2)
  t.same(await other.claim('a', 3, 60_000), { state: 'running' }, 'it is not theirs to release')
  await one.release('a', 1)
  t.same(await other.claim('a', 4, 60_000), { state: 'claimed' })
  await one.complete('a', 1, reply, 60_000)
  t.same(await one.claim('a', 5, 60_000), { state: 'running' }, 'the old token touches nothing')
  await other.complete('a', 4, reply, 60_000)
  await other.release('a', 4)
  t.same(await one.claim('a', 6, 60_000), { state: 'finished', reply })
  await one.close()
  await other.close()
  const again = await sqliteDeduplication(path)
  t.same(await again.claim('a', 7, 60_000), { state: 'finished', reply })
  await again.close()
})

t.test('a lease and a window come to an end', async (t) => {
  const { path, remove } = freshPlace()
  t.teardown(remove)
  const store = await sqliteDeduplication(path)
  t.teardown(() => store.close())
  await store.claim('leased', 1, 1)
  await store.claim('handled', 1, 60_000)
  await store.complete('handled', 1, reply, 1)
  for (const key of ['leased', 'handled']) while ((await store.claim(key, 2, 60_000)).state !== 'claimed');
  t.same(await store.claim('leased', 3, 60_000), { state: 'running' })
})

t.test('it may share the file of an inbox, whose rooms stay in order', async (t) => {
  const { path, remove } = freshPlace()
  t.teardown(remove)
  const inbox = await openInbox(path, { order: 'key' })
  const store = await sqliteDeduplication(path)
  const options = { inbox, delivery: false, deduplication: { store } }
  const callbacks = roomCallbacks(1400000000, { deadline: patience, ...options }).on(
    'Live.CallbackBeforeSendGift',
    () => ({ kind: 'allow' }) as never,
  )
  t.equal((await inject(callbacks, packet('Room.CallbackAfterCreateRoom'))).outcome, 'accepted')
  t.equal((await inject(callbacks, packet('Room.CallbackAfterCreateRoom'))).outcome, 'duplicate')
  await callbacks.close()
  await store.close()
  await inbox.close()
})

t.test('what is no option is refused', async (t) => {
  const { path, remove } = freshPlace()
  t.teardown(remove)
  await t.rejects(sqliteDeduplication(path, { size: 3 } as object), { code: 'invalid-option', message: /"size"/ })
  await t.rejects(sqliteDeduplication(path, { capacity: 0 }), { code: 'invalid-option', message: /capacity/ })
  await t.rejects(sqliteDeduplication(''), { code: 'invalid-option', message: /empty/ })
})
