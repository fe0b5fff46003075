import assert from 'node:assert/strict'
import {
  type HandledCommands,
  type InboxSettings,
  type InboxStore,
  type LeasedEntry,
  readInboxOptions,
  unhandledGrace,
} from '@room-callbacks/core/inbox'
import fc, { type IAsyncPropertyWithHooks } from 'fast-check'
import { crashesOf, InboxModel, type ModelEntry } from './inbox-model.ts'
import { arbitraryInterleaving, type InboxOperation, type ProcessedOperation } from './inbox-operations.ts'
import { bodyOf, byId, codeOf, idOf, recordOf, sameIds } from './inbox-records.ts'

/** A store with nothing in it, to be opened by several processes. */
export interface FreshStore {
  /** @param leaseClock What the store takes for its lease clock. */
  open(leaseClock: () => number): Promise<InboxStore>
  remove(): Promise<void>
}

type Values = [InboxSettings['order'], readonly ProcessedOperation[]]

const duration = 100
const window = 500
const bounds = { capacity: 7, capacityBytes: 1400, maxRefusedEntries: 3, maxRecordedEntries: 2 }
const states = ['waiting', 'running', 'delayed', 'dead', 'recorded'] as const
const error = { code: 'handler-failed', message: 'as asked' }

/**
 * Two processes do anything on one store, in any order: it answers as the model does, keeps what the
 * model keeps, and in the end everything is completed.
 */
export function inboxStoreModel(
  openStore: (settings: InboxSettings) => Promise<FreshStore>,
): IAsyncPropertyWithHooks<Values> {
  return fc.asyncProperty(fc.constantFrom('none', 'key'), arbitraryInterleaving, async (order, operations) => {
    const times = { lease: duration, window, retention: 400, unhandledAfter: 300 }
    const settings = readInboxOptions({ order, ...bounds, ...times })
    const fresh = await openStore(settings)
    const play = new Play(fresh, new InboxModel(settings))
    try {
      await play.begin()
      for (const [process, operation] of operations) await play.step(process, operation)
      await play.completeAll()
    } finally {
      await play.end()
      await fresh.remove()
    }
  })
}

type StoreOperation = Exclude<InboxOperation, { do: 'reopen' | 'pass' | 'set the wall clock' }>

class Play {
  readonly #fresh: FreshStore
  readonly #model: InboxModel
  readonly #stores: InboxStore[] = []
  readonly #leased: LeasedEntry[] = []
  #fence = 0

  constructor(fresh: FreshStore, model: InboxModel) {
    this.#fresh = fresh
    this.#model = model
  }

  async begin(): Promise<void> {
    for (let count = 0; count < 2; count++) this.#stores.push(await this.#open())
  }

  async end(): Promise<void> {
    for (const store of this.#stores) await store.close()
  }

  async step(process: 0 | 1, operation: InboxOperation): Promise<void> {
    const { times } = this.#model
    if (operation.do === 'reopen') {
      await this.#stores[process]?.close()
      this.#stores[process] = await this.#open()
    } else if (operation.do === 'pass') {
      times.wall += operation.duration
      times.lease += operation.duration
    } else if (operation.do === 'set the wall clock') {
      times.wall += operation.by
    } else {
      await this.#apply(this.#stores[process] as InboxStore, operation)
    }
    await this.#compare(this.#stores[1 - process] as InboxStore)
  }

  /** What is left is leased and completed, as time goes by; nothing is stuck. */
  async completeAll(): Promise<void> {
    const [store] = this.#stores as [InboxStore]
    while (this.#model.inOrder(['waiting', 'running', 'delayed']).length > 0) {
      this.#model.times.lease += 300
      const before = this.#leased.length
      await this.#lease(store, 10, '*', 'one')
      assert.ok(this.#leased.length > before, 'something is ready in time')
      for (const leased of this.#leased.slice(before)) await this.#settle(store, 'complete', leased)
    }
    await this.#compare(store)
  }

  #open(): Promise<InboxStore> {
    return this.#fresh.open(() => this.#model.times.lease)
  }

  async #apply(store: InboxStore, operation: StoreOperation): Promise<void> {
    const [model, now] = [this.#model, this.#model.times.wall]
    switch (operation.do) {
      case 'put': {
        const lease = operation.asksForLease ? duration : 0
        const record = recordOf(operation.key, operation.kind, now)
        const outcome = await store.put(record, now, 10_000, lease).catch(codeOf)
        const expected = model.put(operation.key, operation.kind)
        if (typeof outcome !== 'object') return assert.equal(outcome, expected)
        assert.equal(expected, 'stored')
        assert.ok(lease > 0, 'it is leased where that was asked for')
        const entry = model.ready('*').find(({ key }) => key === operation.key)
        assert.ok(entry, 'it could be leased next')
        return this.#begin(entry, outcome as LeasedEntry)
      }
      case 'lease':
        return this.#lease(store, operation.limit, operation.commands, operation.suspects)
      case 'announce':
        await store.announce(operation.commands, now)
        return model.announce(operation.commands, unhandledGrace)
      case 'retry': {
        const isMeant = ({ key }: ModelEntry) => operation.key === 'all' || key === operation.key
        return sameIds(
          await store.retry(operation.key === 'all' ? 'all' : idOf(operation.key), now),
          model.retry(isMeant),
        )
      }
      case 'purge': {
        const isMeant = ({ key }: ModelEntry) => key === operation.key
        return sameIds(await store.purge({ id: idOf(operation.key) }, now), model.forget(isMeant))
      }
      case 'purge state': {
        const { state, olderThan } = operation
        const isOld = (entry: ModelEntry) => olderThan === undefined || now - entry.at >= olderThan
        const purged = await store.purge({ state, ...(olderThan !== undefined && { olderThan }) }, now)
        return sameIds(
          purged,
          model.forget((entry) => entry.state === state && isOld(entry)),
        )
      }
      case 'expire':
        return sameIds(await store.expire(now), model.expire())
      default: {
        if (this.#leased.length === 0) return
        const leased = this.#leased[operation.pick % this.#leased.length] as LeasedEntry
        return this.#settle(store, operation.do, leased, 'duration' in operation ? operation.duration : 0)
      }
    }
  }

  async #lease(store: InboxStore, limit: number, commands: HandledCommands, suspects: 'none' | 'one'): Promise<void> {
    const ready = this.#model.ready(commands)
    const suspected = ready.filter((entry) => crashesOf(entry) > 0)
    const isAlone = suspects === 'one' && suspected.length > 0
    const fewest = Math.min(...suspected.map(crashesOf))
    const candidates = isAlone
      ? suspected.filter((entry) => crashesOf(entry) === fewest).slice(0, 1)
      : ready.filter((entry) => crashesOf(entry) === 0)
    const now = this.#model.times.wall
    const { entries, suspectsReady } = await store.lease({ limit, now, duration, commands, suspects })
    assert.equal(entries.length, Math.min(isAlone ? 1 : limit, candidates.length), 'as many are leased as are ready')
    assert.equal(suspectsReady, suspected.length > (isAlone ? 1 : 0), 'it says whether a suspect is ready')
    for (const leased of entries) {
      const expected = candidates.find(({ key }) => idOf(key) === leased.record.id)
      assert.ok(expected, `${leased.record.id} was ready, and is leased once`)
      candidates.splice(candidates.indexOf(expected), 1)
      this.#begin(expected, leased)
    }
  }

  #begin(entry: ModelEntry, leased: LeasedEntry): void {
    this.#model.lease(entry, leased, duration)
    assert.equal(leased.attempt, entry.attempts)
    assert.equal(leased.crashes, entry.crashes)
    assert.ok(leased.fence > this.#fence, 'the fence rises')
    this.#fence = leased.fence
    assert.deepEqual([...leased.record.body], [...bodyOf(entry.key)])
    this.#leased.push(leased)
  }

  async #settle(
    store: InboxStore,
    what: 'extend' | 'complete' | 'delay' | 'deadLetter' | 'release',
    leased: LeasedEntry,
    delay = 0,
  ): Promise<void> {
    const [model, { wall, lease }] = [this.#model, this.#model.times]
    const entry = model.leasedBy(leased)
    if (what === 'extend') {
      assert.deepEqual(
        [...(await store.extend([leased], duration))],
        entry ? [leased.fence] : [],
        'what is leased is extended',
      )
      if (entry) entry.until = lease + duration
      return
    }
    if (what === 'release') {
      await store.release([leased])
      if (entry) Object.assign(entry, { state: 'waiting', attempts: leased.attempt - 1 })
      return
    }
    const write = {
      complete: () => store.complete(leased, wall, wall + window),
      delay: () => store.delay(leased, wall, delay, error),
      deadLetter: () => store.deadLetter(leased, wall, error),
    }
    assert.equal(await write[what](), entry !== undefined, `${what} of what is ${entry ? '' : 'not '}leased`)
    if (!entry) return
    if (what === 'complete') model.complete(entry, wall + window)
    else if (what === 'deadLetter') Object.assign(entry, { state: 'dead', at: wall })
    else Object.assign(entry, { state: 'delayed', at: wall + delay, until: lease + delay })
  }

  /** What another process sees is what the model says. */
  async #compare(store: InboxStore): Promise<void> {
    const stats = await store.stats(this.#model.times.wall)
    for (const state of states) {
      const expected = this.#model.inOrder([state])
      assert.equal(stats[state], expected.length, `stats: ${state}`)
      const listed = await store.list(state, { limit: 100 })
      const facts = listed.map(({ record, attempts, crashes, at }) => ({ id: record.id, attempts, crashes, at }))
      const known = expected.map(({ key, attempts, crashes, at }) => ({ id: idOf(key), attempts, crashes, at }))
      // Of a waiting one it is when it was put or given back, and no store need remember the first.
      const timeless =
        state === 'waiting' ? [facts, known].map((all) => all.map((fact) => ({ ...fact, at: 0 }))) : undefined
      assert.deepEqual(byId(timeless?.[0] ?? facts), byId(timeless?.[1] ?? known), `list: ${state}`)
    }
    const dead = this.#model.inOrder(['dead'])
    assert.equal(stats.refused, dead.filter(({ isRefused }) => isRefused).length, 'stats: refused')
    assert.equal(stats.unhandled, dead.filter(({ isUnhandled }) => isUnhandled).length, 'stats: unhandled')
    assert.equal(stats.dropped, this.#model.dropped, 'stats: dropped')
    assert.equal(stats.bytes, this.#model.bytes(), 'stats: bytes')
    assert.equal(await store.nextDueIn('*'), this.#model.nextDueIn('*'))
  }
}
