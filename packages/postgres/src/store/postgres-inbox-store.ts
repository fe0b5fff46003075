import { randomUUID } from 'node:crypto'
import {
  type EntryState,
  GroupCommit,
  type HandledCommands,
  type InboxEntry,
  type InboxRecord,
  type InboxSettings,
  type InboxStats,
  type InboxStore,
  type LeaseClockSources,
  type Leased,
  type LeasedEntry,
  type LeaseRequest,
  type ListOptions,
  type PurgeOptions,
  type PutOutcome,
  type RecordedError,
  SeenLeaseClock,
} from '@room-callbacks/core/inbox'
import { errorText, keyOf, readRecord, wordsOf } from './entry-fields.ts'
import type { Functions } from './functions.ts'
import { Operations } from './operations.ts'
import { Puts } from './puts.ts'
import type { WakeUps } from './wake-ups.ts'

/** What a store is made of. */
export interface PostgresInboxStoreParts {
  readonly functions: Functions
  readonly wakeUps: WakeUps
  readonly settings: InboxSettings
  /** Ends the connections. */
  readonly close: () => Promise<void>
  /** For tests. */
  readonly clocks?: LeaseClockSources | undefined
}

/** A result that is to be written. */
interface Settlement {
  readonly kind: 'complete' | 'delay' | 'dead'
  readonly key: string
  readonly fence: number
  readonly isRepeated: boolean
  readonly at: number
  readonly until?: number
  readonly duration?: number
  readonly error?: string
}

interface LeaseReply {
  readonly clock: number
  readonly suspectsReady: boolean
  readonly entries: readonly {
    readonly attempt: number
    readonly crashes: number
    readonly fence: number
    readonly record: string
    readonly body: string
  }[]
}

/** An inbox store in Postgres: each method is one call of a function, alone or in a group. */
export class PostgresInboxStore implements InboxStore {
  readonly #functions: Functions
  readonly #wakeUps: WakeUps
  readonly #close: () => Promise<void>
  readonly #clock: SeenLeaseClock
  readonly #operations: Operations
  readonly #puts: Puts
  readonly #settlements: GroupCommit<Settlement, boolean>
  /** Batches of leases whose answer did not come. */
  #lost: { readonly batch: string; readonly until: number }[] = []
  /** Fences of leases that may be settled although the answer to that did not come. */
  readonly #unsure = new Set<number>()
  readonly watch?: NonNullable<InboxStore['watch']>

  constructor({ functions, wakeUps, settings, close, clocks }: PostgresInboxStoreParts) {
    this.#functions = functions
    this.#wakeUps = wakeUps
    this.#close = close
    this.#clock = new SeenLeaseClock(clocks)
    this.#operations = new Operations(functions, settings, this.#clock, wakeUps)
    this.#puts = new Puts({
      ...{ functions, wakeUps, settings },
      clock: this.#clock,
      onLost: (batch, until) => this.#lose(batch, until),
      onLate: (leased) => void this.release([leased]).catch(() => {}),
    })
    this.#settlements = new GroupCommit({ store: 'Postgres', write: (settlements) => this.#settleAll(settlements) })
    // Without it the engine looks by itself, ten times a second.
    if (wakeUps.canListen) this.watch = (onPut) => wakeUps.watch(onPut)
  }

  put(record: InboxRecord, now: number, timeout: number, lease = 0): Promise<PutOutcome | LeasedEntry> {
    return this.#puts.put(record, now, timeout, lease)
  }

  async lease({ limit, now, duration, commands, suspects }: LeaseRequest): Promise<Leased> {
    const batch = randomUUID()
    const asked = performance.now()
    this.#lost = this.#lost.filter(({ until }) => until > asked)
    const lost = this.#lost.map((one) => one.batch)
    const request = { limit, at: now, duration: Math.ceil(duration), suspects, batch, ...wordsOf(commands) }
    try {
      const reply = await this.#functions.ask<LeaseReply>('lease_entries', {
        ...this.#clock.fields(),
        ...request,
        ...(lost.length > 0 && { lost }),
      })
      this.#clock.see(reply.clock)
      const entries = reply.entries.map(({ record, body, ...lease }) => ({
        ...lease,
        record: readRecord(record, body),
      }))
      return { entries, suspectsReady: reply.suspectsReady }
    } catch (thrown) {
      this.#lose(batch, asked + duration)
      throw thrown
    }
  }

  async extend(leased: readonly LeasedEntry[], duration: number): Promise<readonly number[]> {
    const request = { ...this.#clock.fields(), duration: Math.ceil(duration), leases: leased.map(leaseFields) }
    const { clock, kept } = await this.#functions.ask<{ clock: number; kept: number[] }>('extend_leases', request)
    this.#clock.see(clock)
    return kept
  }

  async release(leased: readonly LeasedEntry[]): Promise<void> {
    await this.#functions.call('release_leases', { ...this.#wakeUps.fields, leases: leased.map(leaseFields) })
  }

  complete(leased: LeasedEntry, now: number, rememberUntil: number): Promise<boolean> {
    return this.#settle('complete', leased, { at: now, until: rememberUntil })
  }

  delay(leased: LeasedEntry, now: number, duration: number, error: RecordedError): Promise<boolean> {
    return this.#settle('delay', leased, { at: now, duration: Math.ceil(duration), error: errorText(error) })
  }

  deadLetter(leased: LeasedEntry, now: number, error: RecordedError): Promise<boolean> {
    return this.#settle('dead', leased, { at: now, error: errorText(error) })
  }

  async nextDueIn(commands: HandledCommands): Promise<number | undefined> {
    const request = { ...this.#clock.fields(), ...wordsOf(commands) }
    const { clock, due } = await this.#functions.ask<{ clock: number; due: number | null }>('next_due', request)
    this.#clock.see(clock)
    return due ?? undefined
  }

  expire(now: number): Promise<readonly string[]> {
    return this.#operations.expire(now)
  }

  purge(what: PurgeOptions, now: number): Promise<readonly string[]> {
    return this.#operations.purge(what, now)
  }

  list(state: EntryState, options: Required<Pick<ListOptions, 'limit'>> & ListOptions): Promise<readonly InboxEntry[]> {
    return this.#operations.list(state, options)
  }

  announce(commands: HandledCommands, now: number): Promise<void> {
    return this.#operations.announce(commands, now)
  }

  get(id: string): Promise<InboxEntry | undefined> {
    return this.#operations.get(id)
  }

  retry(id: string, now: number): Promise<readonly string[]> {
    return this.#operations.retry(id, now)
  }

  stats(now: number, commands: HandledCommands = '*'): Promise<InboxStats> {
    return this.#operations.stats(now, commands)
  }

  async close(): Promise<void> {
    await this.#wakeUps.close()
    await this.#close()
  }

  /** Its answer did not come: the next lease asks for it. */
  #lose(batch: string, until: number): void {
    this.#lost = [...this.#lost, { batch, until }].slice(-maxLost)
  }

  async #settle(
    kind: Settlement['kind'],
    { record, fence }: LeasedEntry,
    what: Omit<Settlement, 'kind' | 'key' | 'fence' | 'isRepeated'>,
  ): Promise<boolean> {
    const isRepeated = this.#unsure.has(fence)
    this.#unsure.add(fence)
    const isOurs = await this.#settlements.add(
      { kind, key: keyOf(record.id), fence, isRepeated, ...what },
      settlementSize,
    )
    this.#unsure.delete(fence)
    return isOurs
  }

  async #settleAll(all: readonly Settlement[]): Promise<readonly boolean[]> {
    const settlements = all.map((one, index) => ({ ...one, index }))
    const request = { ...this.#clock.fields(), ...this.#wakeUps.fields, settlements }
    const { clock, ours } = await this.#functions.ask<{ clock: number; ours: number[] }>('settle_entries', request)
    this.#clock.see(clock)
    const set = new Set(ours)
    return all.map((_, index) => set.has(index))
  }
}

/** Unit: bytes. */
const settlementSize = 200
/** Answers that got lost are asked for again, the last of them: further ones run out, and count as crashes. */
const maxLost = 20

const leaseFields = ({ record, fence }: LeasedEntry): object => ({ key: keyOf(record.id), fence })
