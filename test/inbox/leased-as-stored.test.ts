import { setTimeout as pass } from 'node:timers/promises'
import {
  type AttemptResult,
  createInbox,
  type InboxOptions,
  type InboxRecord,
  type LeasedEntry,
  type PutOutcome,
  readInboxOptions,
} from '@room-callbacks/core/inbox'
import t, { type Test } from 'tap'
import { failed, failing, Gate, handled, recordOf, until } from './inbox-fixture.ts'
import { TroubledStore } from './troubled-store.ts'

/** Leases what it stores when it is asked to, as a store for a database may. */
class LeasingStore extends TroubledStore {
  readonly leasedAtOnce: string[] = []
  /** What a put waits for after it was leased. */
  answer: (() => Promise<unknown>) | undefined

  override async put(record: InboxRecord, now: number, timeout: number, lease = 0): Promise<never> {
    return (await this.#put(record, now, timeout, lease)) as never
  }

  async #put(
    record: InboxRecord,
    now: number,
    timeout: number,
    duration: number,
  ): Promise<PutOutcome | LeasedEntry | undefined> {
    const outcome = await super.put(record, now, timeout)
    if (outcome !== 'stored' || duration === 0) return outcome
    const { entries } = await this.lease({ limit: 1, now, duration, commands: '*', suspects: 'none' })
    this.leasedAtOnce.push(record.id)
    await this.answer?.()
    return entries[0]
  }
}

function leasingInbox(t: Test, options: InboxOptions = {}, monotonic: () => number = () => performance.now()) {
  const settings = readInboxOptions({ backoff: 5, maxBackoff: 5, ...options })
  const store = new LeasingStore(settings)
  // It would tell the delivery of the record before it is leased, which is one step in a database.
  Object.assign(store, { watch: undefined })
  const inbox = createInbox(store, settings, { monotonic })
  t.teardown(() => inbox.close({ timeout: 100 }).catch(() => {}))
  return { inbox, store }
}

/** Waits until the delivery has asked the store once, and so told it what it handles. */
const begun = (store: LeasingStore) => until(() => store.count('nextDueIn') > 0)

t.test('a record is leased as it is stored, and is begun without asking the store again', async (t) => {
  const { inbox, store } = leasingInbox(t)
  const attempts: number[] = []
  inbox.deliver(async (_, { number, fence }) => {
    attempts.push(number)
    t.ok(fence > 0)
    return handled
  })
  await begun(store)
  t.equal(await inbox.put(recordOf('one')), 'stored')
  await inbox.drain()
  t.strictSame(attempts, [1])
  t.strictSame(store.leasedAtOnce, ['one'])
  t.equal(await inbox.put(recordOf('one')), 'duplicate')
})

t.test('only what is handled here is leased as it is stored', async (t) => {
  const { inbox, store } = leasingInbox(t)
  await inbox.put(recordOf('before delivery'))
  const command = recordOf('').command
  inbox.deliver(async () => handled, { commands: [command] })
  await begun(store)
  await inbox.put(recordOf('refused', { refusal: { code: 'invalid-packet', message: '' } }))
  await inbox.put(recordOf('recorded', { answer: '{}' }))
  await inbox.put(recordOf('of another', { command: 'Room.CallbackAfterCreateRoom' }))
  await inbox.put(recordOf('handled'))
  t.strictSame(store.leasedAtOnce, ['handled'])
})

t.test('no more run at once than places, and what cannot begin is given back', async (t) => {
  let now = 0
  const { inbox, store } = leasingInbox(t, { concurrency: 2 }, () => now)
  const gates: Gate<AttemptResult>[] = []
  let isQuick = true
  inbox.deliver(() => {
    if (isQuick) return Promise.resolve(handled)
    const gate = new Gate<AttemptResult>()
    gates.push(gate)
    return gate.wait()
  })
  await begun(store)
  for (const id of ['quick 1', 'quick 2']) await inbox.put(recordOf(id))
  isQuick = false
  await Promise.all(['1', '2', '3', '4'].map((id) => inbox.put(recordOf(id))))
  t.equal(store.leasedAtOnce.length, 6, 'attempts were short: more are leased than run')
  t.equal(gates.length, 2)
  now = 1000
  await until(() => store.count('release') > 0)
  t.match(await inbox.stats(), { running: 2, waiting: 2 })
  for (const gate of gates) gate.open(handled)
  await until(() => gates.length === 4)
  for (const gate of gates) gate.open(handled)
  await inbox.drain()
})

t.test('more are leased than places while attempts are short, and no more run than places', async (t) => {
  const { inbox, store } = leasingInbox(t, { concurrency: 2 })
  const gates: Gate<AttemptResult>[] = []
  const started: string[] = []
  let isQuick = true
  inbox.deliver(({ id }) => {
    started.push(id)
    if (isQuick) return Promise.resolve(handled)
    const gate = new Gate<AttemptResult>()
    gates.push(gate)
    return gate.wait()
  })
  await begun(store)
  await inbox.put(recordOf('quick'))
  isQuick = false
  const now = Date.now()
  for (const id of ['1', '2', '3']) await store.put(recordOf(id), now, 1000)
  await until(() => started.length === 3)
  await until(async () => (await inbox.stats()).running === 3)
  t.strictSame(started, ['quick', '1', '2'])
  for (const gate of gates) gate.open(handled)
  await until(() => started.length === 4)
  for (const gate of gates) gate.open(handled)
  await inbox.drain()
})

t.test('an entry whose lease is half over when its turn comes is given back', async (t) => {
  let now = 0
  const { inbox, store } = leasingInbox(t, { lease: 1000 }, () => now)
  store.answer = async () => {
    now += store.leasedAtOnce.length === 1 ? 500 : 0
  }
  const attempts: number[] = []
  inbox.deliver(async (_, { number }) => {
    attempts.push(number)
    return handled
  })
  await begun(store)
  await inbox.put(recordOf('one'))
  await inbox.drain()
  t.equal(store.count('release'), 1)
  t.strictSame(attempts, [1], 'it was no attempt')
})

t.test('what is leased as it is stored while the delivery closes is given back', async (t) => {
  const { inbox, store } = leasingInbox(t)
  const gate = new Gate()
  store.answer = gate.wait
  let runs = 0
  const delivery = inbox.deliver(async () => {
    runs++
    return handled
  })
  await begun(store)
  const stored = inbox.put(recordOf('one'))
  await until(() => gate.isWaiting)
  const closed = delivery.close()
  gate.open()
  t.equal(await stored, 'stored')
  await closed
  t.equal(runs, 0)
  t.match(await inbox.list('waiting'), [{ attempts: 0 }])
})

t.test('a put that fails keeps no place', async (t) => {
  const { inbox, store } = leasingInbox(t, { concurrency: 1 })
  const delivery = inbox.deliver(async () => failed)
  await begun(store)
  store.trouble.put = failing(2, new Error('disk full'))
  await t.rejects(inbox.put(recordOf('one')), { code: 'inbox-failed' })
  await t.rejects(inbox.put(recordOf('one')), { code: 'inbox-failed' })
  await inbox.put(recordOf('one'))
  t.strictSame(store.leasedAtOnce, ['one'])
  await until(() => store.count('delay') > 0)
  await delivery.close()
})

t.test('one timer ends the attempts that take too long, each in its time', async (t) => {
  const { inbox, store } = leasingInbox(t, { timeout: 60 })
  const ended: string[] = []
  inbox.deliver(async ({ id }, attempt) => {
    attempt.onAbort = () => ended.push(id)
    await new Promise(() => {})
    return handled
  })
  await begun(store)
  await inbox.put(recordOf('first'))
  await pass(20)
  await inbox.put(recordOf('second'))
  await until(() => ended.length === 2)
  t.strictSame(ended, ['first', 'second'])
  await until(() => store.count('delay') === 2)
})
