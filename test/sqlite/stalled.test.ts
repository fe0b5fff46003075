import { setTimeout } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { roomCallbacks } from '@room-callbacks/node'
import { openInbox, openStore } from '@room-callbacks/sqlite'
import { inject, packet } from '@room-callbacks/testing'
import t, { type Test } from 'tap'
import { loadDriver } from '../../packages/sqlite/src/database/load-driver.ts'
import { LockWait } from '../../packages/sqlite/src/database/lock-wait.ts'
import { startChild } from './child.ts'
import { freshPlace } from './fresh-place.ts'
import { numbered } from './records.ts'
import { settingsOf } from './settings.ts'

setFlagsFromString('--expose-gc')

/** A process that holds the lock of a store, and is stopped. */
async function stopped(t: Test, path: string) {
  const child = startChild('hold-lock', [path])
  await child.printed(1)
  child.process.kill('SIGSTOP')
  t.teardown(() => child.kill())
  return {
    async goOn() {
      child.process.kill('SIGCONT')
      child.process.stdin?.end()
      t.equal(await child.ended, 0)
    },
  }
}

t.test('while another process is stopped inside a transaction, callbacks are refused in time', async (t) => {
  const { path, remove } = freshPlace()
  t.teardown(remove)
  const inbox = await openInbox(path)
  const callbacks = roomCallbacks(1400000000, { inbox, delivery: false, deadline: 100 })
  const other = await stopped(t, path)

  const refused = await inject(callbacks, packet('Room.CallbackAfterCreateRoom'))
  t.strictSame([refused.status, refused.outcome], [503, 'store-failed'])
  t.equal((await inbox.stats()).waiting, 0, 'what only looks goes on')
  await other.goOn()
  // However busy this machine is.
  while ((await inject(callbacks, packet('Room.CallbackAfterCreateRoom'))).status !== 200);
  t.equal(
    (await inbox.stats()).waiting,
    1,
    'it goes on when the lock is given back, and what was refused is not stored',
  )
  await callbacks.close()
  await inbox.close()
})

t.test('nothing of what could not begin in time is kept', async (t) => {
  const { path, remove } = freshPlace()
  t.teardown(remove)
  const store = await openStore(path, settingsOf('none', 100_000))
  t.teardown(() => store.close())
  const other = await stopped(t, path)
  const bodies: WeakRef<object>[] = []
  const putMany = async () => {
    const puts = Array.from({ length: 200 }, (_, index) => {
      const record = numbered(index, { body: Buffer.alloc(100_000, 'a') })
      bodies.push(new WeakRef(record.body))
      return store.put(record, 5, 50)
    })
    for (const { status, reason } of (await Promise.allSettled(puts)) as PromiseRejectedResult[]) {
      if (status !== 'rejected' || !/stopped/.test(reason.message)) throw new Error(`${status} ${reason}`)
    }
  }
  for (let round = 0; round < 5; round++) await putMany()
  t.equal((await store.stats(5)).waiting, 0)
  const left = () => bodies.filter((body) => body.deref()).length
  const collect = runInNewContext('gc') as () => void
  for (let tries = 0; left() > 0 && tries < 20; tries++) {
    await setTimeout(1)
    collect()
  }
  t.equal(left(), 0)
  await other.goOn()
  t.equal(await store.put(numbered(1), 5, 20_000), 'stored')
  t.equal((await store.stats(5)).waiting, 1)
})

t.test('close ends while another process is stopped inside a transaction', async (t) => {
  const { path, remove } = freshPlace()
  t.teardown(remove)
  const inbox = await openInbox(path)
  const store = await openStore(path, settingsOf())
  inbox.deliver(async () => ({ state: 'handled' }))
  await inbox.put(numbered(1))
  await inbox.drain()
  await stopped(t, path)
  const puts = [inbox.put(numbered(2)), store.put(numbered(3), 5, 60_000), store.put(numbered(4), 5, 60_000)]
  const refusals = Promise.allSettled(puts)
  await inbox.close({ timeout: 300 }).catch(() => {})
  await store.close()
  for (const { status } of await refusals) t.equal(status, 'rejected')
})

t.test('what is not a put is given up in the end, too', async (t) => {
  const { path, remove } = freshPlace()
  t.teardown(remove)
  const store = await openStore(path, settingsOf())
  await stopped(t, path)
  const announced = store.announce('*', 5)
  t.equal((await store.stats(5)).waiting, 0, 'what only looks does not wait for it')
  await t.rejects(announced, { code: 'inbox-failed', message: /holds the lock/ })
  await store.close()
})

t.test('a store that cannot be written is not opened', async (t) => {
  const { path, remove } = freshPlace()
  t.teardown(remove)
  await (await openInbox(path)).close()
  await stopped(t, path)
  await t.rejects(openStore(path, settingsOf(), { lockPatience: 300 }), {
    code: 'inbox-failed',
    message: /Another process holds the lock.*stopped or stuck/,
  })
})

t.test('an opener waits for the lock as long as others commit, and a time for one that does not', async (t) => {
  const { path, remove } = freshPlace()
  const [other, opener] = [loadDriver()(path), loadDriver()(path)]
  t.teardown(() => {
    for (const database of [other, opener]) database.close()
    return remove()
  })
  other.exec('PRAGMA journal_mode = WAL; CREATE TABLE seen (at)')
  let now = 0
  /** Waits with a clock of its own, while the other connection commits now and then. */
  function waited(commits: number, isFree = false): number {
    const start = now
    let left = commits
    const sleep = (duration: number) => {
      now += duration
      if (left === 0 || now - start < (commits - left + 1) * 4000) return
      left--
      other.exec(`INSERT INTO seen VALUES (${now}); COMMIT`)
      if (left > 0 || !isFree) other.exec('BEGIN IMMEDIATE')
    }
    other.exec('BEGIN IMMEDIATE')
    try {
      new LockWait(opener, 5000, { now: () => now, sleep }).run(() => opener.exec('BEGIN IMMEDIATE; ROLLBACK'))
    } catch (error) {
      other.exec('ROLLBACK')
      t.match(error, { message: /database is locked/ })
      return start - now
    }
    return now - start
  }
  t.equal(Math.round(waited(0) / 100), -50, 'stopped or stuck')
  t.equal(Math.round(waited(4, true) / 100), 160, 'busy')
  t.equal(Math.round(waited(2) / 100), -130, 'busy, and then stuck')
  t.equal(Math.round(waited(99) / 100), -200, 'too busy')
})
