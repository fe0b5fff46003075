import {
  type EntryState,
  type HandledCommands,
  type InboxEntry,
  type InboxSettings,
  type InboxStats,
  type ListOptions,
  livingFor,
  type PurgeOptions,
  type SeenLeaseClock,
  unhandledGrace,
} from '@room-callbacks/core/inbox'
import { commandName, keyOf, readError, readRecord, wordsOf } from './entry-fields.ts'
import type { Functions } from './functions.ts'
import type { WakeUps } from './wake-ups.ts'

/** For how long the rate looks back. Unit: ms. */
const minute = 60_000
/** Entries that one query gives at most. */
const pageSize = 100

const states: Readonly<Record<EntryState, number>> = { waiting: 1, running: 2, delayed: 3, dead: 4, recorded: 5 }

interface ListedRow {
  readonly number: number
  readonly at: number
  readonly attempts: number
  readonly crashes: number
  readonly error: string | null
  readonly record: string
  readonly body: string
}

interface Numbers extends Omit<InboxStats, 'oldestAge' | 'rate'> {
  readonly oldest: number | null
  readonly handled: number
}

/** What operators ask for, and what keeps an inbox tidy: in pages, so that no transaction holds up others for long. */
export class Operations {
  readonly #functions: Functions
  readonly #settings: InboxSettings
  readonly #clock: SeenLeaseClock
  readonly #wakeUps: WakeUps

  constructor(functions: Functions, settings: InboxSettings, clock: SeenLeaseClock, wakeUps: WakeUps) {
    this.#functions = functions
    this.#settings = settings
    this.#clock = clock
    this.#wakeUps = wakeUps
  }

  /** What every function that changes entries is told. */
  #base(now: number): object {
    const { fields } = this.#wakeUps
    return { ...this.#clock.fields(), ...fields, at: now, isOrdered: this.#settings.order !== 'none' }
  }

  async announce(commands: HandledCommands, now: number): Promise<void> {
    const words = commands === '*' ? ['*'] : commands.map(commandName)
    await this.#functions.call('announce', { ...this.#base(now), words, since: now - unhandledGrace })
  }

  async stats(now: number, commands: HandledCommands): Promise<InboxStats> {
    const handledUntil = now - minute + this.#settings.window
    const request = { handledUntil, ...wordsOf(commands) }
    const { oldest, handled, ...counts } = await this.#functions.ask<Numbers>('read_numbers', request)
    const oldestAge = oldest === null ? undefined : now - oldest
    return { ...counts, oldestAge, rate: handled / (minute / 1000) }
  }

  async list(state: EntryState, { limit, after }: ListOptions & { limit: number }): Promise<readonly InboxEntry[]> {
    const entries: InboxEntry[] = []
    let last: object = typeof after === 'string' ? { afterKey: keyOf(after) } : { after }
    for (let hasMore = limit > 0; hasMore; ) {
      const page = Math.min(limit - entries.length, pageSize)
      const request = { state: states[state], limit: page, ...last }
      const rows = await this.#functions.ask<ListedRow[]>('list_entries', request)
      entries.push(...rows.map((row) => entryOf(state, row)))
      last = { after: rows.at(-1)?.number }
      hasMore = rows.length === page && entries.length < limit
    }
    return entries
  }

  async get(id: string): Promise<InboxEntry | undefined> {
    const row = await this.#functions.ask<(ListedRow & { readonly state: number }) | null>('get_entry', {
      key: keyOf(id),
    })
    const state = (Object.keys(states) as EntryState[]).find((name) => states[name] === row?.state)
    return row && state ? entryOf(state, row) : undefined
  }

  async retry(id: string, now: number): Promise<readonly string[]> {
    const ids: string[] = []
    const one = id === 'all' ? {} : { key: keyOf(id) }
    let next: { readonly after: number | null; readonly last?: number } = { after: -1 }
    while (next.after !== null) {
      const request = { ...this.#base(now), ...one, ...next }
      const reply: { ids: string[]; after: number | null; last: number } = await this.#functions.ask(
        'retry_entries',
        request,
      )
      ids.push(...reply.ids.map((text) => JSON.parse(text) as string))
      next = { after: reply.after, last: reply.last }
    }
    return ids
  }

  async purge(what: PurgeOptions, now: number): Promise<readonly string[]> {
    if ('id' in what) {
      const key = keyOf(what.id)
      return [...(await this.#forget('dead', { key })), ...(await this.#forget('recorded', { key }))]
    }
    return this.#forget(what.state, what.olderThan === undefined ? {} : { latest: now - what.olderThan })
  }

  async expire(now: number): Promise<readonly string[]> {
    const { retention, unhandledAfter } = this.#settings
    // A dead letter is replayed within the retention after its last attempt, which may come long after an effect.
    while ((await this.#functions.call('forget_handled', { at: now, effects: 2 * retention })) === 'true');
    const request = { bounds: this.#settings, livingFor: livingFor(this.#settings), unhandledAfter }
    while ((await this.#functions.call('abandon', { ...this.#base(now), ...request })) === 'true');
    await this.#forget('recorded', { latest: now - retention })
    return this.#forget('dead', { latest: now - retention })
  }

  async #forget(state: 'dead' | 'recorded', which: { key?: string; latest?: number }): Promise<string[]> {
    const ids: string[] = []
    for (let hasMore = true; hasMore; ) {
      const request = { state: states[state], ...which }
      const reply = await this.#functions.ask<{ ids: string[]; hasMore: boolean }>('forget_entries', request)
      ids.push(...reply.ids.map((text) => JSON.parse(text) as string))
      hasMore = reply.hasMore
    }
    return ids
  }
}

function entryOf(state: EntryState, row: ListedRow): InboxEntry {
  const { number: position, at, attempts, crashes } = row
  const record = readRecord(row.record, row.body)
  const error = readError(row.error, record.command)
  return { state, record, position, attempts, crashes, at, ...(error && { error }) }
}
