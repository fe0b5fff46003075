import assert from 'node:assert/strict'
import { type InboxSettings, type InboxStore, readInboxOptions, type TakenEntry } from '@room-callbacks/core/inbox'
import fc, { type IAsyncPropertyWithHooks } from 'fast-check'
import { InboxModel, type ModelEntry } from './inbox-model.ts'
import { arbitraryInterleaving, type InboxOperation, type ProcessedOperation } from './inbox-operations.ts'
import { bodyOf, byId, codeOf, idOf, recordOf, sameIds } from './inbox-records.ts'

/** A store with nothing in it, to be opened by several processes. */
export interface FreshStore {
  open(): Promise<InboxStore>
  remove(): Promise<void>
}

type Values = [InboxSettings['order'], readonly ProcessedOperation[]]

const lease = 100
const window = 500
const retention = 400
const states = ['waiting', 'running', 'delayed', 'dead', 'recorded'] as const
const error = { code: 'handler-failed', message: 'as asked' }

/**
 * Whatever two processes do on one store, in any order: it answers as the model does, keeps what the
 * model keeps, and in the end everything is finished.
 */
export function inboxStoreModel(
  openStore: (settings: InboxSettings) => Promise<FreshStore>,
): IAsyncPropertyWithHooks<Values> {
  return fc.asyncProperty(fc.constantFrom('none', 'room'), arbitraryInterleaving, async (order, operations) => {
    const settings = readInboxOptions({ order, capacity: 7, lease, window, retention })
    const fresh = await openStore(settings)
    const play = new Play(fresh, new InboxModel(settings))
    try {
      await play.begin()
      for (const [process, operation] of operations) await play.step(process, operation)
      await play.finishAll()
    } finally {
      await play.end()
      await fresh.remove()
    }
  })
}

class Play {
  readonly #fresh: FreshStore
  readonly #model: InboxModel
  readonly #stores: InboxStore[] = []
  readonly #taken: TakenEntry[] = []
  #now = 1_700_000_000_000

  constructor(fresh: FreshStore, model: InboxModel) {
    this.#fresh = fresh
    this.#model = model
  }

  async begin(): Promise<void> {
    for (let count = 0; count < 2; count++) this.#stores.push(await this.#fresh.open())
  }

  async end(): Promise<void> {
    for (const store of this.#stores) await store.close()
  }

  async step(process: 0 | 1, operation: InboxOperation): Promise<void> {
    if (operation.do === 'reopen') {
      await this.#stores[process]?.close()
      this.#stores[process] = await this.#fresh.open()
    } else if (operation.do === 'pass') {
      this.#now += operation.duration
    } else {
      await this.#apply(this.#stores[process] as InboxStore, operation)
    }
    await this.#compare(this.#stores[1 - process] as InboxStore)
  }

  /** Whatever is left is taken and finished, as time goes by; nothing is stuck. */
  async finishAll(): Promise<void> {
    const [store] = this.#stores as [InboxStore]
    while (this.#model.inOrder(['waiting', 'running', 'delayed']).length > 0) {
      this.#now += 300
      const before = this.#taken.length
      await this.#take(store, 10)
      assert.ok(this.#taken.length > before, 'something is ready in time')
      for (const taken of this.#taken.slice(before)) await this.#settle(store, 'finish', taken)
    }
    await this.#compare(store)
  }

  async #apply(store: InboxStore, operation: Exclude<InboxOperation, { do: 'reopen' | 'pass' }>): Promise<void> {
    const [model, now] = [this.#model, this.#now]
    switch (operation.do) {
      case 'put': {
        const outcome = await store.put(recordOf(operation.key, operation.kind, now), now).catch(codeOf)
        return assert.equal(outcome, model.put(operation.key, operation.kind, now))
      }
      case 'take':
        return this.#take(store, operation.limit)
      case 'retry': {
        const id = operation.key === 'all' ? 'all' : idOf(operation.key)
        return sameIds(await store.retry(id, now), model.retry(operation.key, now))
      }
      case 'purge': {
        const purged = await store.purge({ id: idOf(operation.key) }, now)
        return sameIds(
          purged,
          model.forget(({ key }) => key === operation.key),
        )
      }
      case 'purge state': {
        const { state, olderThan } = operation
        const purged = await store.purge({ state, olderThan }, now)
        return sameIds(
          purged,
          model.forget((entry) => entry.state === state && now - entry.at >= olderThan),
        )
      }
      case 'expire': {
        const isOld = (entry: ModelEntry) => now - entry.at >= retention
        model.forget((entry) => entry.state === 'recorded' && isOld(entry))
        return sameIds(await store.expire(now), model.forget(isOld))
      }
      default: {
        if (this.#taken.length === 0) return
        const taken = this.#taken[operation.pick % this.#taken.length] as TakenEntry
        return this.#settle(store, operation.do, taken, 'duration' in operation ? operation.duration : 0)
      }
    }
  }

  async #take(store: InboxStore, limit: number): Promise<void> {
    const until = this.#now + lease
    const ready = this.#model.ready(this.#now)
    const taken = await store.take(limit, this.#now, until)
    assert.equal(taken.length, Math.min(limit, ready.length), 'as many are taken as are ready')
    for (const entry of taken) {
      const expected = ready.find(({ key }) => idOf(key) === entry.record.id)
      assert.ok(expected, `${entry.record.id} was ready, and is taken once`)
      ready.splice(ready.indexOf(expected), 1)
      this.#model.taken(expected.key, entry, this.#now, until)
      assert.equal(entry.attempt, expected.attempts)
      assert.deepEqual([...entry.record.body], [...bodyOf(expected.key)])
    }
    this.#taken.push(...taken)
  }

  async #settle(
    store: InboxStore,
    what: 'extend' | 'finish' | 'delay' | 'bury',
    taken: TakenEntry,
    duration = 0,
  ): Promise<void> {
    const [model, now] = [this.#model, this.#now]
    const entry = model.heldBy(taken)
    const until = { extend: now + lease, finish: now + window, delay: now + duration, bury: now }[what]
    if (what === 'extend') {
      const kept = await store.extend([taken], until)
      assert.deepEqual(
        kept.map(({ hold }) => hold),
        entry ? [taken.hold] : [],
        'what is held is extended',
      )
      if (entry) entry.heldUntil = until
      return
    }
    const write = {
      finish: () => store.finish(taken, now, until),
      delay: () => store.delay(taken, until, error),
      bury: () => store.bury(taken, now, error),
    }
    assert.equal(await write[what](), entry !== undefined, `${what} of what is ${entry ? '' : 'not '}held`)
    if (!entry) return
    if (what === 'finish') model.finish(entry, until)
    else Object.assign(entry, { state: what === 'bury' ? 'dead' : 'delayed', at: until })
  }

  /** What another process sees is what the model says. */
  async #compare(store: InboxStore): Promise<void> {
    const stats = await store.stats(this.#now)
    for (const state of states) {
      const expected = this.#model.inOrder([state])
      assert.equal(stats[state], expected.length, `stats: ${state}`)
      const listed = await store.list(state, { limit: 100 })
      const facts = listed.map(({ record, attempts, at }) => ({ id: record.id, attempts, at }))
      const known = expected.map(({ key, attempts, at }) => ({ id: idOf(key), attempts, at }))
      assert.deepEqual(byId(facts), byId(known), `list: ${state}`)
    }
    assert.equal(await store.nextDue(), this.#model.nextDue())
  }
}
