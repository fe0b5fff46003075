import type { AttemptResult } from '@room-callbacks/core/inbox'
import t from 'tap'
import { failing, Gate, handled, never, recordOf, toldFailures, troubledInbox, until } from './inbox-fixture.ts'

t.test('close while the store is unreachable', async (t) => {
  const { inbox, store } = troubledInbox(t)
  const causes = toldFailures(t)
  store.trouble.lease = failing(1000, new Error('unreachable'))
  inbox.deliver(async () => handled)
  await until(() => causes.length === 1)
  await inbox.close()
  t.ok(store.isClosed)
})

t.test('close while results cannot be written', async (t) => {
  const { inbox, store } = troubledInbox(t)
  store.trouble.complete = failing(1000, new Error('disk full'))
  inbox.deliver(async () => handled)
  await inbox.put(recordOf('one'))
  await until(() => store.count('complete') > 0)
  await t.rejects(inbox.close({ timeout: 10 }), { code: 'close-timeout', message: /number: 1/ })
  const tries = store.count('complete')
  await until(() => store.isClosed)
  t.equal(store.count('complete'), tries)
})

t.test('close while the store does not answer', async (t) => {
  const { inbox, store } = troubledInbox(t)
  const answer = new Gate()
  await inbox.put(recordOf('one'))
  store.trouble.lease = answer.wait
  let runs = 0
  const delivery = inbox.deliver(async () => {
    runs++
    return handled
  })
  await until(() => store.count('lease') === 1)
  await t.rejects(delivery.close({ timeout: 5 }), { code: 'close-timeout' })
  answer.open()
  await until(() => store.count('release') === 1)
  t.equal((await inbox.stats()).waiting, 1, 'what came too late is given back')
  t.equal(runs, 0)
})

t.test('what ends after a close that timed out is written, unless the store is closed', async (t) => {
  for (const isClosed of [false, true]) {
    const { inbox, store } = troubledInbox(t)
    const handler = new Gate<AttemptResult>()
    const delivery = inbox.deliver(handler.wait)
    await inbox.put(recordOf('one'))
    await until(() => handler.isWaiting)
    if (isClosed) await t.rejects(inbox.close({ timeout: 5 }), { code: 'close-timeout' })
    else await t.rejects(delivery.close({ timeout: 5 }), { code: 'close-timeout' })
    if (!isClosed) store.trouble.complete = failing(1, new Error('once is enough'))
    handler.open(handled)
    if (!isClosed) await until(() => store.count('complete') === 1)
    await new Promise((resolve) => setImmediate(resolve))
    t.strictSame(store.callsAfterClose, [])
    t.equal(store.count('complete'), isClosed ? 0 : 1)
  }
})

t.test('after close everything refuses', async (t) => {
  const { inbox } = troubledInbox(t)
  await Promise.all([inbox.close(), inbox.close()])
  const refusal = { code: 'inbox-failed', message: /It is closed/ }
  t.throws(() => inbox.deliver(async () => handled), refusal)
  for (const work of [
    () => inbox.put(recordOf('one')),
    () => inbox.stats(),
    () => inbox.list('dead'),
    () => inbox.retry('all'),
    () => inbox.purge({ id: 'one' }),
    () => inbox.drain(),
  ]) {
    await t.rejects(async () => void (await work()), refusal)
  }
})

t.test('a delivery may be closed twice, and again after it timed out', async (t) => {
  const { inbox } = troubledInbox(t)
  const handler = new Gate<AttemptResult>()
  const delivery = inbox.deliver(handler.wait)
  await inbox.put(recordOf('one'))
  await until(() => handler.isWaiting)
  await t.rejects(delivery.close({ timeout: 5 }), { code: 'close-timeout' })
  const again = Promise.all([delivery.close(), delivery.close({ timeout: 60_000 })])
  handler.open(handled)
  await again
  t.equal((await inbox.stats()).running, 0)
})

t.test('close ends in its time with every fault of the store', async (t) => {
  const { inbox, store } = troubledInbox(t)
  store.close = never
  await t.rejects(inbox.close({ timeout: 5 }), { code: 'close-timeout', message: /store does not close/ })
})

t.test('leases are renewed to the end of close, and results are awaited', async (t) => {
  const { inbox, store } = troubledInbox(t, { lease: 30 })
  const handler = new Gate<AttemptResult>()
  inbox.deliver(handler.wait)
  await inbox.put(recordOf('one'))
  await until(() => handler.isWaiting)
  const closed = inbox.close()
  const renewed = store.count('extend')
  await until(() => store.count('extend') >= renewed + 3)
  const writing = new Gate()
  store.trouble.complete = writing.wait
  handler.open(handled)
  await until(() => store.count('complete') === 1)
  const written = store.count('extend')
  await until(() => store.count('extend') >= written + 2)
  t.notOk(store.isClosed, 'the result is not written yet')
  writing.open()
  await closed
  t.ok(store.isClosed)
  t.strictSame(store.callsAfterClose, [])
})

t.test('what is leased while the inbox closes is given back, again and again', async (t) => {
  const { inbox, store } = troubledInbox(t)
  const answer = new Gate()
  await inbox.put(recordOf('one'))
  store.trouble.lease = answer.wait
  store.trouble.release = failing(2, new Error('reset'))
  const delivery = inbox.deliver(async () => handled)
  await until(() => store.count('lease') === 1)
  const closed = delivery.close()
  answer.open()
  await closed
  t.equal(store.count('release'), 3)
  t.match(await inbox.list('waiting'), [{ attempts: 0, crashes: 0 }], 'it was no attempt')
})

t.test('what is leased after the store was closed is left to its lease', async (t) => {
  const { inbox, store } = troubledInbox(t)
  const answer = new Gate()
  await inbox.put(recordOf('one'))
  store.trouble.lease = answer.wait
  inbox.deliver(async () => handled)
  await until(() => store.count('lease') === 1)
  await t.rejects(inbox.close({ timeout: 5 }), { code: 'close-timeout' })
  answer.open()
  await new Promise((resolve) => setImmediate(resolve))
  t.strictSame(store.callsAfterClose, [])
})
