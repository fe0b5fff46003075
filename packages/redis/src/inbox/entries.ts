import {
  type EntryState,
  type InboxEntry,
  type InboxStats,
  type ListOptions,
  type PurgeOptions,
  publishInboxEvent,
} from '@room-callbacks/core/inbox'
import type { ScriptClient } from '../scripts/define-scripts.ts'
import { errorOf, recordOf } from './job-data.ts'
import { idOf, jobIdOf } from './job-id.ts'

/** How many entries one command changes: a thousand keep Redis for some ms. */
const chunk = 1000

/** The sets in which entries stay until they are forgotten. */
const keptIn = { dead: 'failed', recorded: 'recorded' } as const

type Row = readonly [at: string, data: string, attempts: string, reason: string]

/** What is in an inbox: reads and changes it for its operators. */
export class Entries {
  readonly #client: ScriptClient
  readonly #base: string

  constructor(client: ScriptClient, base: string) {
    this.#client = client
    this.#base = base
  }

  async stats(window: number): Promise<InboxStats> {
    const now = Date.now()
    const span = Math.min(window, 60_000)
    const [waiting = 0, running = 0, delayed = 0, dead = 0, recorded = 0, handled = 0, oldest] =
      (await this.#client.inboxStats(this.#base, now - span)) as number[]
    const oldestAge = typeof oldest === 'number' ? Math.max(now - oldest, 0) : undefined
    const [refused, unhandled, dropped, bytes] = [0, 0, 0, 0]
    return {
      waiting,
      running,
      delayed,
      dead,
      refused,
      unhandled,
      recorded,
      dropped,
      bytes,
      oldestAge,
      rate: handled / (span / 1000),
    }
  }

  async list(state: EntryState, { limit = 100, after }: ListOptions): Promise<readonly InboxEntry[]> {
    const entries: InboxEntry[] = []
    let from = after === undefined ? [] : [jobIdOf(after)]
    for (let start = 0; start >= 0 && entries.length < limit; from = []) {
      const left = limit - entries.length
      const page = (await this.#client.inboxList(this.#base, state, start, left, ...from)) as [number, Row[]]
      entries.push(...page[1].map((row) => entryOf(state, row)))
      start = page[0]
    }
    return entries
  }

  async retry(id: string): Promise<number> {
    const retried = await this.#inChunks(id === 'all' ? undefined : id, (...values) =>
      this.#client.inboxRetry(this.#base, Date.now(), ...values),
    )
    for (const id of retried) publishInboxEvent({ type: 'retried', id })
    return retried.length
  }

  async purge(what: PurgeOptions): Promise<number> {
    const purged =
      'id' in what
        ? [...(await this.forget('failed', 0, what.id)), ...(await this.forget('recorded', 0, what.id))]
        : await this.forget(keptIn[what.state], Date.now() - (what.olderThan ?? 0))
    for (const id of purged) publishInboxEvent({ type: 'purged', id })
    return purged.length
  }

  /** Forgets the entries of a set that came into it by a time, or one of them. */
  forget(set: 'failed' | 'recorded' | 'completed', before: number, id?: string): Promise<string[]> {
    return this.#inChunks(id, (...values) => this.#client.inboxForget(this.#base, set, before, ...values))
  }

  /** Mends some entries; gives where to go on. */
  async sweep(cursor: string): Promise<string> {
    return (await this.#client.inboxSweep(this.#base, cursor, chunk)) as string
  }

  async #inChunks(
    id: string | undefined,
    change: (...values: (string | number)[]) => Promise<unknown>,
  ): Promise<string[]> {
    const only = id === undefined ? [] : [jobIdOf(id)]
    const changed: string[] = []
    for (;;) {
      const ids = (await change(chunk, ...only)) as string[]
      changed.push(...ids.map(idOf))
      if (ids.length < chunk) return changed
    }
  }
}

function entryOf(state: EntryState, [at, data, attempts, reason]: Row): InboxEntry {
  const error = reason === '' ? {} : { error: errorOf(reason) }
  return { state, record: recordOf(JSON.parse(data)), attempts: Number(attempts), crashes: 0, at: Number(at), ...error }
}
