import { randomUUID } from 'node:crypto'
import { RoomCallbacksError } from '@room-callbacks/core'
import {
  type EntryState,
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
  livingFor,
  type PurgeOptions,
  type PutOutcome,
  type RecordedError,
  recordSize,
  SeenLeaseClock,
} from '@room-callbacks/core/inbox'
import type { ScriptName, ScriptValue } from '../scripts/define-scripts.ts'
import { errorField, fieldsOf, unreadableError } from './entry-fields.ts'
import { entryName } from './entry-name.ts'
import { type LeaseReply, readLeased } from './lease-reply.ts'
import { Operations } from './operations.ts'
import type { ScriptRunner } from './script-runner.ts'
import { askedCommands, clockValues } from './script-values.ts'
import type { WakeUps } from './wake-ups.ts'

/** Leases that one script renews or gives back at most. */
const leasesAtOnce = 500

/** What a store is made of. */
export interface RedisInboxStoreParts {
  readonly runner: ScriptRunner
  readonly wakeUps: WakeUps
  /** What all keys begin with. */
  readonly base: string
  readonly settings: InboxSettings
  /** For tests. */
  readonly clocks?: LeaseClockSources | undefined
  /** Whether records are stored although the memory of Redis is full; for the trial at the start. */
  readonly ignoresFullMemory?: boolean
}

/** An inbox store in Redis: each method is a script, or pages of one where it would hold up other callers. */
export class RedisInboxStore implements InboxStore {
  /** Names this store for the batch of leases that it got last. */
  readonly caller: string = randomUUID()
  readonly #parts: RedisInboxStoreParts
  readonly #clock: SeenLeaseClock
  readonly #operations: Operations
  /** The batch of leases that this store got last. */
  #batch = ''
  /** Fences of leases that may be settled although the answer to that did not come. */
  readonly #unsure = new Set<number>()

  constructor(parts: RedisInboxStoreParts) {
    this.#parts = parts
    this.#clock = new SeenLeaseClock(parts.clocks)
    this.#operations = new Operations((name, values) => this.#run(name, values), parts.settings, this.#clock)
  }

  async put(record: InboxRecord, now: number, timeout: number): Promise<PutOutcome> {
    const { settings, ignoresFullMemory, runner, base } = this.#parts
    const { capacity, capacityBytes, maxRefusedEntries, maxRefusedBytes, maxRecordedEntries, maxRecordedBytes } =
      settings
    const size = recordSize(record)
    const values: ScriptValue[] = [...clockValues(this.#clock), livingFor(settings)]
    values.push(entryName(record.id), now, kindOf(record), record.command)
    values.push((settings.order === 'key' && record.orderKey) || '', size, capacity, capacityBytes)
    values.push(maxRefusedEntries, maxRefusedBytes, maxRecordedEntries, maxRecordedBytes, ignoresFullMemory ? 1 : 0)
    values.push(...fieldsOf(record))
    const outcome = String(await runner.run('put', base, values, size, timeout))
    if (outcome === 'full') throw new RoomCallbacksError('inbox-full')
    return outcome as PutOutcome
  }

  async lease({ limit, now, duration, commands, suspects }: LeaseRequest): Promise<Leased> {
    const values = [limit, now, Math.ceil(duration), suspects, this.caller, this.#batch, ...askedCommands(commands)]
    const [clock, suspectsReady, batch, rows] = (await this.#runTimed('lease', values)) as LeaseReply
    this.#clock.see(Number(String(clock)))
    if (batch.length > 0) this.#batch = String(batch)
    const { entries, broken } = readLeased(rows)
    for (const leased of broken) await this.deadLetter(leased, now, unreadableError)
    return { entries, suspectsReady: suspectsReady === 1 }
  }

  async extend(leased: readonly LeasedEntry[], duration: number): Promise<readonly number[]> {
    const kept: number[] = []
    for (const page of pagesOf(leased)) {
      const reply = await this.#runTimed('extend', [Math.ceil(duration), ...namesAndFences(page)])
      const [clock, fences] = reply as [Buffer, Buffer[]]
      this.#clock.see(Number(String(clock)))
      kept.push(...fences.map((fence) => Number(String(fence))))
    }
    return kept
  }

  async release(leased: readonly LeasedEntry[]): Promise<void> {
    for (const page of pagesOf(leased)) await this.#run('release', namesAndFences(page))
  }

  complete(leased: LeasedEntry, _now: number, rememberUntil: number): Promise<boolean> {
    return this.#settle('complete', leased, [], [rememberUntil])
  }

  delay(leased: LeasedEntry, now: number, duration: number, error: RecordedError): Promise<boolean> {
    return this.#settle('delay', leased, clockValues(this.#clock), [now, Math.ceil(duration), errorField(error)])
  }

  deadLetter(leased: LeasedEntry, now: number, error: RecordedError): Promise<boolean> {
    return this.#settle('deadLetter', leased, [], [now, errorField(error)])
  }

  async nextDueIn(commands: HandledCommands): Promise<number | undefined> {
    const [clock, due] = (await this.#runTimed('nextDueIn', askedCommands(commands))) as [Buffer, number]
    this.#clock.see(Number(String(clock)))
    return due === -1 ? undefined : due
  }

  watch(onPut: () => void): () => void {
    return this.#parts.wakeUps.watch(onPut)
  }

  announce(commands: HandledCommands, now: number): Promise<void> {
    return this.#operations.announce(commands, now)
  }

  stats(now: number, commands: HandledCommands = '*'): Promise<InboxStats> {
    return this.#operations.stats(now, commands)
  }

  list(state: EntryState, options: Required<Pick<ListOptions, 'limit'>> & ListOptions): Promise<readonly InboxEntry[]> {
    return this.#operations.list(state, options)
  }

  get(id: string): Promise<InboxEntry | undefined> {
    return this.#operations.get(id)
  }

  retry(id: string, now: number): Promise<readonly string[]> {
    return this.#operations.retry(id, now)
  }

  purge(what: PurgeOptions, now: number): Promise<readonly string[]> {
    return this.#operations.purge(what, now)
  }

  expire(now: number): Promise<readonly string[]> {
    return this.#operations.expire(now)
  }

  async close(): Promise<void> {
    this.#parts.wakeUps.close()
    this.#parts.runner.close()
  }

  async #settle(
    name: 'complete' | 'delay' | 'deadLetter',
    { record, fence }: LeasedEntry,
    clock: readonly ScriptValue[],
    values: readonly ScriptValue[],
  ): Promise<boolean> {
    const isRepeated = this.#unsure.has(fence) ? 1 : 0
    this.#unsure.add(fence)
    const isSettled = await this.#run(name, [...clock, entryName(record.id), fence, isRepeated, ...values])
    this.#unsure.delete(fence)
    return isSettled === 1
  }

  #run(name: ScriptName, values: readonly ScriptValue[]): Promise<unknown> {
    return this.#parts.runner.run(name, this.#parts.base, values)
  }

  #runTimed(name: ScriptName, values: readonly ScriptValue[]): Promise<unknown> {
    return this.#run(name, [...clockValues(this.#clock), ...values])
  }
}

const kindOf = ({ refusal, answer }: InboxRecord): string =>
  refusal ? 'refused' : answer === undefined ? 'waiting' : 'recorded'

const namesAndFences = (leased: readonly LeasedEntry[]): ScriptValue[] =>
  leased.flatMap(({ record, fence }) => [entryName(record.id), fence])

function* pagesOf(leased: readonly LeasedEntry[]): Generator<readonly LeasedEntry[]> {
  for (let start = 0; start < leased.length; start += leasesAtOnce) yield leased.slice(start, start + leasesAtOnce)
}
