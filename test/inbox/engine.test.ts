import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { RoomCallbacksError } from '@room-callbacks/core'
import {
  type Attempt,
  type AttemptResult,
  backoffAfter,
  createInbox,
  type LeasedEntry,
  readInboxOptions,
} from '@room-callbacks/core/inbox'
import { InboxMemory, MemoryInboxStore, memoryInbox } from '@room-callbacks/testing'
import t from 'tap'
import { failed, failing, Gate, handled, never, recordOf, toldFailures, troubledInbox, until } from './inbox-fixture.ts'

t.test('the store fails while it is asked for work', async (t) => {
  const causes = toldFailures(t)
  const { inbox, store } = troubledInbox(t)
  const cause = new Error('unreachable')
  store.trouble.lease = failing(3, cause)
  let runs = 0
  inbox.deliver(async () => {
    runs++
    return handled
  })
  t.equal(await inbox.put(recordOf('one')), 'stored')
  await inbox.drain()
  t.equal(runs, 1, 'delivery goes on by itself')
  t.strictSame(causes, [cause], 'the outage is told once')
  store.trouble.lease = failing(1, cause)
  await inbox.put(recordOf('two'))
  await inbox.drain()
  t.strictSame(causes, [cause, cause], 'the next outage is told again')
})

t.test('the store fails while results are written', async (t) => {
  const warnings: unknown[] = []
  const onWarning = (warning: unknown) => warnings.push(warning)
  process.on('warning', onWarning)
  t.teardown(() => process.off('warning', onWarning))
  const causes = toldFailures(t)
  const { inbox, store } = troubledInbox(t, { concurrency: 40 })
  const cause = new Error('disk full')
  store.trouble.complete = failing(100, cause)
  const runs: string[] = []
  for (let index = 0; index < 40; index++) await inbox.put(recordOf(`${index}`))
  inbox.deliver(async ({ id }) => {
    runs.push(id)
    return handled
  })
  await inbox.drain()
  t.equal(runs.length, 40, 'nothing was handled twice: the result was kept until it could be written')
  t.match(causes[0], { message: 'disk full' })
  t.not(causes[0], cause, 'a copy: what a store threw may hold a packet')
  t.strictSame(warnings, [], 'so many that wait at once are no leak')
})

for (const isLate of [false, true]) {
  const when = isLate ? 'before the answer to the lease came' : 'after the lease was taken'
  t.test(`an entry whose result waits for the store is not begun again by its process: written ${when}`, async (t) => {
    let now = 0
    const { inbox, store } = troubledInbox(t, { lease: 60 }, { leaseClock: () => now })
    const [write, answer] = [new Gate(), new Gate()]
    store.trouble.extend = () => Promise.reject(new Error('away'))
    store.trouble.complete = write.wait
    const written: boolean[] = []
    const complete = store.complete.bind(store)
    store.complete = async (...values) => {
      const isOurs = await complete(...values)
      written.push(isOurs)
      return isOurs
    }
    const attempts: number[] = []
    const events: unknown[] = []
    const listen = (event: unknown): unknown => events.push(event)
    subscribe('room-callbacks:inbox', listen)
    t.teardown(() => unsubscribe('room-callbacks:inbox', listen))
    inbox.deliver(async (_, { number }) => {
      attempts.push(number)
      return handled
    })
    await inbox.put(recordOf('one'))
    await until(() => store.count('complete') === 1)
    const leases: LeasedEntry[] = []
    const lease = store.lease.bind(store)
    store.lease = async (request) => {
      const leased = await lease(request)
      leases.push(...leased.entries)
      if (isLate && leased.entries.length > 0) await answer.wait()
      return leased
    }
    now = 60
    await until(() => leases.length === 1)
    delete store.trouble.complete
    write.open()
    await until(() => written.length > 0)
    answer.open()
    await inbox.drain()
    t.strictSame(attempts, [1])
    t.match(leases, [{ attempt: 2, crashes: 1 }])
    t.match(events, [{ type: 'handled', attempt: 1 }], 'the event tells the attempt that the handler saw')
    t.strictSame(written, [false, true], 'the first lease of it was over, the second counts')
    t.equal(await inbox.put(recordOf('one')), 'duplicate', 'it is handled')
  })
}

t.test('no result is waited for before the next is taken, up to a bound', async (t) => {
  const { inbox, store } = troubledInbox(t, { concurrency: 2 })
  store.trouble.complete = never
  let runs = 0
  inbox.deliver(async () => {
    runs++
    return handled
  })
  for (let index = 0; index < 30; index++) await inbox.put(recordOf(`${index}`))
  await until(() => runs === 18)
  await inbox.put(recordOf('more'))
  await until(() => store.count('put') === 31)
  t.equal(runs, 18, 'two at once, and sixteen results that are not written yet')
  t.equal((await inbox.stats()).waiting, 13)
})

t.test('the sign of life fails', async (t) => {
  const causes = toldFailures(t)
  const { inbox, store } = troubledInbox(t, { lease: 30 })
  const cause = new Error('reset')
  store.trouble.extend = failing(1, cause)
  const handler = new Gate<AttemptResult>()
  inbox.deliver(handler.wait)
  await inbox.put(recordOf('one'))
  await until(() => store.count('extend') >= 2)
  t.strictSame(causes, [cause])
  handler.open(handled)
  await inbox.drain()
})

t.test('a slow sign of life is not given twice at once', async (t) => {
  const { inbox, store } = troubledInbox(t, { lease: 9 })
  const answer = new Gate()
  store.trouble.extend = answer.wait
  inbox.deliver(never)
  await inbox.put(recordOf('one'))
  await until(() => store.count('extend') === 1)
  await new Promise((resolve) => setTimeout(resolve, 50))
  t.equal(store.count('extend'), 1)
  answer.open()
  await until(() => store.count('extend') === 2)
})

t.test('what the store gives so late that its lease is over is not begun', async (t) => {
  let now = 0
  const monotonic = () => now
  const { inbox, store } = troubledInbox(t, { lease: 60 }, { monotonic, leaseClock: monotonic })
  const lease = store.lease.bind(store)
  store.lease = async (request) => {
    const leased = await lease(request)
    if (store.count('lease') === 1) now += 60
    return leased
  }
  await inbox.put(recordOf('one'))
  const attempts: number[] = []
  inbox.deliver(async (_record, { number }) => {
    attempts.push(number)
    return handled
  })
  await inbox.drain()
  t.equal(store.count('release'), 1)
  t.strictSame(attempts, [1], 'another may have it by then; it is given back, and this is no attempt')
})

t.test('an attempt whose lease was over is told to stop, and its result does not count', async (t) => {
  let now = 1_000_000
  const memory = new InboxMemory()
  const leaseClock = () => now
  const { inbox, store } = troubledInbox(t, { lease: 60 }, { leaseClock, memory })
  const attempts: number[] = []
  let first: Attempt | undefined
  const handler = new Gate<AttemptResult>()
  inbox.deliver((_, attempt) => {
    attempts.push(attempt.number)
    first = attempt
    // Made before it aborts.
    void attempt.signal
    return handler.wait()
  })
  const answer = new Gate()
  store.trouble.extend = answer.wait
  await inbox.put(recordOf('one'))
  await until(() => store.count('extend') === 1)
  // As after a long sleep of the whole process.
  now += 1000
  const { inbox: other, store: otherStore } = troubledInbox(t, { lease: 60 }, { leaseClock, memory })
  const fences: number[] = []
  other.deliver(async (_, { number, fence }) => {
    attempts.push(number)
    fences.push(fence)
    return handled
  })
  await until(() => attempts.length === 2)
  answer.open()
  await until(() => first?.signal.aborted === true)
  t.match(first?.signal.reason, { code: 'attempt-timeout', message: /lease/ })
  t.ok((first?.fence as number) < (fences[0] as number), 'a database can tell the late one by its fence')
  await other.drain()
  t.equal(otherStore.count('complete'), 1)
  handler.open(failed)
  await until(() => store.count('delay') === 1)
  t.strictSame(attempts, [1, 2])
  t.equal(await inbox.put(recordOf('one')), 'duplicate', 'it stays handled')
})

t.test('retention and the next time fail', async (t) => {
  const causes = toldFailures(t)
  const { inbox, store } = troubledInbox(t, { retention: 1 })
  const cause = new Error('read only')
  store.trouble.expire = failing(1, cause)
  store.trouble.nextDueIn = failing(1000, new Error('no answer'))
  let runs = 0
  inbox.deliver(async () => (++runs === 1 ? failed : handled))
  await inbox.put(recordOf('one'))
  await inbox.drain()
  t.equal(runs, 2)
  await until(() => store.count('expire') > 1)
  t.strictSame(causes, [cause])
})

t.test('each error of a store gets a code', async (t) => {
  const { inbox, store } = troubledInbox(t)
  const cause = new Error('black hole')
  store.trouble.put = failing(1, cause)
  await t.rejects(inbox.put(recordOf('one')), { code: 'inbox-failed', cause })
  t.equal(await inbox.put(recordOf('one')), 'stored')
  const coded = new RoomCallbacksError('inbox-full', 'of its own')
  store.trouble.put = failing(1, coded)
  t.equal(await inbox.put(recordOf('two')).catch((error: unknown) => error), coded)
})

t.test('a store that does not watch is asked', async (t) => {
  const settings = readInboxOptions({})
  const memory = new InboxMemory()
  const store = Object.assign(new MemoryInboxStore(settings, memory), { watch: undefined })
  const inbox = createInbox(store, settings)
  const runs: string[] = []
  inbox.deliver(async ({ id }) => {
    runs.push(id)
    return handled
  })
  const other = memoryInbox({}, memory)
  await other.put(recordOf('one'))
  await other.drain()
  t.strictSame(runs, ['one'])
  await inbox.close()
  await other.close()
})

t.test('the longest times that a timer cannot take are long', async (t) => {
  const days = 3_000_000_000
  const { inbox, store } = troubledInbox(t, { timeout: days, lease: days, window: days, retention: days })
  let signal: AbortSignal | undefined
  const handler = new Gate<AttemptResult>()
  const delivery = inbox.deliver((_, attempt) => {
    signal = attempt.signal
    return handler.wait()
  })
  await inbox.put(recordOf('one'))
  await until(() => signal !== undefined)
  await new Promise((resolve) => setTimeout(resolve, 20))
  t.equal(signal?.aborted, false)
  t.equal(store.count('extend') + store.count('expire'), 0)
  const closed = delivery.close({ timeout: days })
  handler.open(handled)
  await closed
})

t.test('each retry waits twice as long, by a random factor', async (t) => {
  const settings = readInboxOptions({ backoff: 1000, maxBackoff: 5000 })
  const waits = (random: number) => [1, 2, 3, 4, 2000].map((attempt) => backoffAfter(attempt, settings, () => random))
  t.strictSame(waits(0), [500, 1000, 2000, 2500, 2500])
  t.strictSame(waits(0.5), [1000, 2000, 4000, 5000, 5000])
  t.strictSame(waits(0.999), [1499, 2998, 5996, 7495, 7495])

  let now = 0
  const { inbox, store } = troubledInbox(
    t,
    { backoff: 1000, maxBackoff: 5000, attempts: 3 },
    { leaseClock: () => now, random: () => 0.25 },
  )
  inbox.deliver(async () => failed)
  await inbox.put(recordOf('one'))
  await until(() => store.count('delay') === 1)
  now = 750
  await until(() => store.count('delay') === 2)
  t.strictSame(store.delays, [750, 1500])
})

t.test('one who is told of dead letters and throws does not stop the delivery', async (t) => {
  const causes = toldFailures(t)
  const { inbox } = troubledInbox(t, { attempts: 1 })
  const cause = new Error('a hook')
  inbox.deliver(async () => failed, {
    onDeadLetter: () => {
      throw cause
    },
  })
  await inbox.put(recordOf('one'))
  await inbox.put(recordOf('two'))
  await inbox.drain()
  t.equal((await inbox.stats()).dead, 2)
  t.ok(causes.every((told) => (told as Error).message === cause.message))
})

t.test('a store that stalls does not fill the memory', async (t) => {
  const { inbox, store } = troubledInbox(t)
  const stalled = new Gate()
  store.trouble.put = () => stalled.wait()
  const body = new Uint8Array(1_048_576)
  const outcomes = Array.from({ length: 80 }, (_, index) =>
    inbox.put(recordOf(`large ${index}`, { body })).catch(({ code }) => code),
  )
  t.equal(store.count('put'), 63, 'no more than 64 MB wait for it')
  store.trouble.put = never
  t.match(await inbox.put(recordOf('next', { body })).catch((error: unknown) => error), {
    code: 'inbox-failed',
    message: /The store is too slow: 63 callbacks wait for it/,
  })
  stalled.open()
  t.equal((await Promise.all(outcomes.slice(63)))[0], 'inbox-failed')
})

t.test('records that wait for a store are bounded in number, too', async (t) => {
  const { inbox, store } = troubledInbox(t)
  store.trouble.put = never
  for (let index = 0; index < 10_000; index++) inbox.put(recordOf(`${index}`)).catch(() => {})
  await t.rejects(inbox.put(recordOf('one more')), { code: 'inbox-failed', message: /10000 callbacks wait/ })
  t.equal(store.count('put'), 10_000)
})

t.test('a record that is larger than all that may wait is stored all the same', async (t) => {
  const { inbox } = troubledInbox(t)
  t.equal(await inbox.put(recordOf('large', { body: new Uint8Array(70_000_000) })), 'stored')
})

t.test('the store is told how long a record may wait', async (t) => {
  const { inbox, store } = troubledInbox(t)
  const timeouts: number[] = []
  const put = store.put.bind(store)
  store.put = (record, now, timeout) => {
    timeouts.push(timeout)
    return put(record, now, timeout)
  }
  await inbox.put(recordOf('one'), { timeout: 7 })
  await inbox.put(recordOf('two'))
  t.strictSame(timeouts, [7, 30_000])
})

t.test('each entry of a batch is looked at before it begins', async (t) => {
  let now = 0
  const { inbox, store } = troubledInbox(t, { lease: 60 }, { monotonic: () => now })
  for (const id of ['first', 'second', 'third']) await inbox.put(recordOf(id))
  const begun: string[] = []
  inbox.deliver(async ({ id }) => {
    begun.push(id)
    // A handler that blocks the process, or a process that is stopped here.
    if (begun.length === 1) now += 60
    return handled
  })
  let atRelease: string[] = []
  store.trouble.release = async () => {
    atRelease = [...begun]
  }
  await until(() => atRelease.length > 0)
  t.strictSame(atRelease, ['first'], 'others may have begun the second and the third by now')
  await inbox.drain()
  t.strictSame(begun, ['first', 'second', 'third'])
})

t.test('a suspect waits until nothing runs', async (t) => {
  let now = 0
  const { inbox, store } = troubledInbox(t, { lease: 1000 }, { leaseClock: () => now })
  await inbox.put(recordOf('suspect'))
  await store.lease({ limit: 1, now: 0, duration: 1000, commands: '*', suspects: 'none' })
  const gates = new Map<string, Gate<AttemptResult>>()
  const begun: string[] = []
  inbox.deliver(({ id }) => {
    begun.push(id)
    const gate = new Gate<AttemptResult>()
    gates.set(id, gate)
    return gate.wait()
  })
  await inbox.put(recordOf('first'))
  await until(() => begun.length === 1)
  now = 1000
  await inbox.put(recordOf('second'))
  await until(() => store.count('lease') > 3)
  t.ok(!begun.includes('suspect'))
  for (const id of begun) gates.get(id)?.open(handled)
  await until(() => begun.includes('suspect') || begun.includes('second'))
  for (const id of begun) gates.get(id)?.open(handled)
  await until(() => begun.includes('suspect'))
  const beside = begun.length
  await inbox.put(recordOf('third'))
  await new Promise((resolve) => setTimeout(resolve, 30))
  t.equal(begun.length, beside, 'nothing begins beside it')
  gates.get('suspect')?.open(handled)
  await until(() => begun.includes('third'))
  for (const gate of gates.values()) gate.open(handled)
  await until(() => begun.includes('second'))
  for (const gate of gates.values()) gate.open(handled)
  await inbox.drain()
})

t.test('a handler that is registered while nothing is handled begins the delivery', async (t) => {
  const { inbox, store } = troubledInbox(t)
  const delivery = inbox.deliver(async () => handled, { commands: [] })
  await inbox.put(recordOf('one'))
  await new Promise((resolve) => setTimeout(resolve, 20))
  t.equal(store.count('lease'), 0)
  t.equal(store.count('announce'), 0, 'a process without a handler says nothing')
  delivery.setCommands([recordOf('one').command])
  await until(async () => (await inbox.stats()).waiting === 0)
  t.equal(store.count('announce'), 1)
})
