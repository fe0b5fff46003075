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
import type { ScriptName, ScriptValue } from '../scripts/define-scripts.ts'
import { entryName } from './entry-name.ts'
import { type GetReply, type ListReply, readEntry } from './list-reply.ts'
import { askedCommands, clockValues } from './script-values.ts'

/** For how long the rate looks back. Unit: ms. */
const minute = 60_000

type Run = (name: ScriptName, values: readonly ScriptValue[]) => Promise<unknown>

/** What operators ask for, and what keeps an inbox tidy: in pages, so that no script takes Redis longer than some ms. */
export class Operations {
  readonly #run: Run
  readonly #settings: InboxSettings
  readonly #clock: SeenLeaseClock

  constructor(run: Run, settings: InboxSettings, clock: SeenLeaseClock) {
    this.#run = run
    this.#settings = settings
    this.#clock = clock
  }

  /** Whether order is kept, for a script. */
  get #isOrdered(): number {
    return this.#settings.order === 'key' ? 1 : 0
  }

  async announce(commands: HandledCommands, now: number): Promise<void> {
    const values = [now, this.#isOrdered, now - unhandledGrace]
    let passed = '0'
    while (passed !== '') {
      passed = String(
        await this.#run('announce', [...clockValues(this.#clock), ...values, passed, ...askedCommands(commands)]),
      )
    }
  }

  async stats(now: number, commands: HandledCommands): Promise<InboxStats> {
    const reply = await this.#run('stats', [now - minute + this.#settings.window, ...askedCommands(commands)])
    const [waiting, running, delayed, dead, refused, unhandled, recorded, handled, dropped, bytes, oldest] = (
      reply as unknown[]
    ).map((value) => Number(String(value))) as StatsReply
    const oldestAge = waiting + running + delayed > 0 && oldest > 0 ? now - oldest : undefined
    const rate = handled / (minute / 1000)
    return { waiting, running, delayed, dead, refused, unhandled, recorded, dropped, bytes, oldestAge, rate }
  }

  async list(state: EntryState, { limit, after }: ListOptions & { limit: number }): Promise<readonly InboxEntry[]> {
    const entries: InboxEntry[] = []
    let last = typeof after === 'number' ? String(after) : ''
    do {
      const begin = [last, last === '' && after !== undefined ? entryName(String(after)) : '']
      const reply = (await this.#run('list', [state, limit - entries.length, ...begin])) as ListReply
      last = String(reply[0])
      entries.push(...reply[1].map((row) => readEntry(state, row)))
    } while (last !== '' && entries.length < limit)
    return entries
  }

  async get(id: string): Promise<InboxEntry | undefined> {
    const [state, row] = (await this.#run('get', [entryName(id)])) as GetReply
    return state && row && readEntry(String(state) as EntryState, row)
  }

  async retry(id: string, now: number): Promise<readonly string[]> {
    const ids: string[] = []
    let [from, to] = ['-inf', '']
    do {
      const reply = await this.#run('retry', [now, this.#isOrdered, id === 'all' ? '' : entryName(id), from, to])
      const [retried, next, end] = reply as [Buffer[], Buffer, Buffer]
      ids.push(...retried.map(String))
      from = String(next)
      to = String(end)
    } while (from !== '')
    return ids
  }

  async purge(what: PurgeOptions, now: number): Promise<readonly string[]> {
    if ('id' in what) {
      const name = entryName(what.id)
      return [...(await this.#forget('dead', '', name)), ...(await this.#forget('recorded', '', name))]
    }
    return this.#forget(what.state, what.olderThan === undefined ? '+inf' : now - what.olderThan)
  }

  async expire(now: number): Promise<readonly string[]> {
    while ((await this.#run('forgetHandled', [now])) === 1);
    await this.#abandon(now)
    const old = now - this.#settings.retention
    await this.#forget('recorded', old)
    return this.#forget('dead', old)
  }

  /** What waits for a command that no process handles becomes a dead letter. */
  async #abandon(now: number): Promise<void> {
    const { unhandledAfter, maxRefusedEntries, maxRefusedBytes } = this.#settings
    const values = [now, livingFor(this.#settings), unhandledAfter, maxRefusedEntries, maxRefusedBytes]
    let from = ''
    do {
      from = String(await this.#run('abandon', [...clockValues(this.#clock), ...values, from]))
    } while (from !== '')
  }

  async #forget(state: 'dead' | 'recorded', latest: string | number, name = ''): Promise<string[]> {
    const ids: string[] = []
    for (let hasMore = 1; hasMore === 1; ) {
      const reply = (await this.#run('forget', [state, name, latest])) as [Buffer[], number]
      ids.push(...reply[0].map(String))
      hasMore = reply[1]
    }
    return ids
  }
}

type StatsReply = [number, number, number, number, number, number, number, number, number, number, number]
