import { randomUUID } from 'node:crypto'
import { RoomCallbacksError } from '@room-callbacks/core'
import {
  GroupCommit,
  type InboxRecord,
  type InboxSettings,
  type LeasedEntry,
  livingFor,
  type PutOutcome,
  recordSize,
  type SeenLeaseClock,
} from '@room-callbacks/core/inbox'
import { putFields } from './entry-fields.ts'
import type { Functions } from './functions.ts'
import type { WakeUps } from './wake-ups.ts'

/** A record that is to be stored. */
interface Put {
  readonly record: InboxRecord
  readonly now: number
  /** For how long it is leased at once; 0: not. Unit: ms. */
  readonly lease: number
}

type PutResults = readonly (PutOutcome | LeasedEntry | RoomCallbacksError)[]

const outcomes: Readonly<Record<string, PutOutcome>> = { s: 'stored', d: 'duplicate', u: 'unhandled' }

/** What storing needs of the store that it belongs to. */
export interface PutsParts {
  readonly functions: Functions
  readonly wakeUps: WakeUps
  readonly settings: InboxSettings
  readonly clock: SeenLeaseClock
  /** The answer to a group that may hold leases did not come. @param until in ms of `performance.now()` */
  readonly onLost: (batch: string, until: number) => void
  /** A lease came when its caller had given up: it would run out, and count as a crash. */
  readonly onLate: (leased: LeasedEntry) => void
}

/** Stores records in groups, and leases them with the same statement where nothing older waits. */
export class Puts {
  readonly #parts: PutsParts
  readonly #group: GroupCommit<Put, PutOutcome | LeasedEntry>

  constructor(parts: PutsParts) {
    this.#parts = parts
    this.#group = new GroupCommit({
      store: 'Postgres',
      write: (puts) => this.#putAll(puts),
      onLate: (late) => typeof late === 'object' && parts.onLate(late),
    })
  }

  /** @throws `inbox-full`, `inbox-failed` */
  put(record: InboxRecord, now: number, timeout: number, lease: number): Promise<PutOutcome | LeasedEntry> {
    return this.#group.add({ record, now, lease }, recordSize(record), timeout)
  }

  async #putAll(puts: readonly Put[]): Promise<PutResults> {
    const { functions, wakeUps, settings, clock, onLost } = this.#parts
    const batch = randomUUID()
    const asked = performance.now()
    const longest = puts.reduce((most, { lease }) => Math.max(most, lease), 0)
    try {
      const reply = await functions.call('put_entries', {
        ...clock.fields(),
        ...wakeUps.fields,
        bounds: settings,
        isOrdered: settings.order !== 'none',
        livingFor: livingFor(settings),
        batch,
        puts: puts.map(({ record, now, lease }) => putFields(record, now, lease)),
      })
      return readResults(puts, reply)
    } catch (thrown) {
      if (longest > 0) onLost(batch, asked + longest)
      throw thrown
    }
  }
}

/** @param reply A letter for each, and the fences of those that are leased. */
function readResults(puts: readonly Put[], reply: string): PutResults {
  const [letters = '', ...fences] = reply.split(' ')
  let next = 0
  return puts.map(({ record }, index) => {
    const letter = letters[index] as string
    if (letter !== 'l') return outcomes[letter] ?? new RoomCallbacksError('inbox-full')
    return { record, attempt: 1, crashes: 0, fence: Number(fences[next++]) }
  })
}
