import type {
  EntryState,
  InboxEntry,
  InboxRecord,
  InboxStats,
  InboxStore,
  LeasedEntry,
  ListOptions,
  PurgeOptions,
  RecordedError,
} from '@room-callbacks/core/inbox'

export type EarlierStats = Omit<InboxStats, 'refused' | 'unhandled' | 'dropped' | 'bytes'>
export type EarlierEntry = Omit<InboxEntry, 'crashes'>

/**
 * What a database has to do for `createInbox`, which makes an inbox of it: retries, time-outs,
 * leases and operations are the same for every store. Times are given, in ms since 1970, so that a
 * store needs no clock. Each method is atomic, against other processes too.
 */
export interface EarlierStore {
  /**
   * Resolves only when the record would survive a crash. With `refusal` it is a dead letter at once, with
   * `answer` it is recorded. A duplicate is whatever is kept, and what was finished less than its `until` ago.
   *
   * @throws `inbox-full` when the entries kept, those in all five states, are as many as the capacity
   */
  put(record: InboxRecord, now: number): Promise<'stored' | 'duplicate'>
  /**
   * Takes up to `limit` entries that are ready, oldest first, and holds them until `until`. Ready are
   * those waiting, those whose delay is over, and those whose holder let its time pass. With
   * `order: 'room'`, only the oldest of each room, and none of a room of which one is held or delayed.
   * Entries without a room are in no order.
   */
  take(limit: number, now: number, until: number): Promise<readonly TakenEntry[]>
  /**
   * Holds entries for longer; gives those of them that are still held by the same hand. Here as below, a hold
   * whose time is over is one until another takes the entry.
   */
  extend(taken: readonly TakenEntry[], until: number): Promise<readonly TakenEntry[]>
  /** Handled: only its id is remembered, until `until`. False when it was no longer held. */
  finish(taken: TakenEntry, now: number, until: number): Promise<boolean>
  /** Failed: it is ready again at `dueAt`. False when it was no longer held. */
  delay(taken: TakenEntry, dueAt: number, error: RecordedError): Promise<boolean>
  /** Becomes a dead letter. False when it was no longer held. */
  bury(taken: TakenEntry, now: number, error: RecordedError): Promise<boolean>
  /** When the next delay or hold is over. */
  nextDue(): Promise<number | undefined>
  /** Calls back when another process may have made something ready; left out, it is looked for by polling. */
  watch?(onPut: () => void): () => void
  stats(now: number): Promise<EarlierStats>
  list(state: EntryState, options: Required<Pick<ListOptions, 'limit'>> & ListOptions): Promise<readonly EarlierEntry[]>
  /** A dead letter, or `'all'`, waits again, with no attempts behind it, at the end of its room. Gives the ids. */
  retry(id: string, now: number): Promise<readonly string[]>
  purge(what: PurgeOptions, now: number): Promise<readonly string[]>
  /** Forgets what retention no longer keeps: finished ids, old dead letters, old records. Gives the dead letters. */
  expire(now: number): Promise<readonly string[]>
  /** Called once, and nothing after it; what is still under way by then may reject. */
  close(): Promise<void>
}

/** An entry in the hands of a process. */
export interface TakenEntry {
  readonly record: InboxRecord
  /** Which attempt this is, from 1. One whose holder died counts. */
  readonly attempt: number
  /** Tells this hold from any later one of the same entry. */
  readonly hold: string | number
}

/** A store of the earlier contract under the contract of today, until SQLite takes its place. */
export function adapt(store: EarlierStore): InboxStore {
  const taken = new Map<number, TakenEntry>()
  let fence = Date.now()
  const heldBy = (leased: LeasedEntry): TakenEntry => taken.get(leased.fence) ?? { ...leased, hold: -1 }
  return {
    put: (record, now) => store.put(record, now),
    async lease({ limit, now, duration }) {
      const entries = (await store.take(limit, now, now + duration)).map((entry) => {
        taken.set(++fence, entry)
        return { record: entry.record, attempt: entry.attempt, crashes: 0, fence }
      })
      return { entries, suspectsReady: false }
    },
    async extend(leased, duration) {
      const kept = new Set(
        await store.extend(
          leased.map((one) => heldBy(one)),
          Date.now() + duration,
        ),
      )
      return leased.filter((one) => kept.has(heldBy(one))).map((one) => one.fence)
    },
    async release() {},
    complete: (leased, now, until) => store.finish(heldBy(leased), now, until),
    delay: (leased, now, duration, error) => store.delay(heldBy(leased), now + duration, error),
    deadLetter: (leased, now, error) => store.bury(heldBy(leased), now, error),
    async announce() {},
    async nextDueIn() {
      const due = await store.nextDue()
      return due === undefined ? undefined : Math.max(due - Date.now(), 0)
    },
    ...(store.watch && { watch: (onPut: () => void) => (store.watch as NonNullable<EarlierStore['watch']>)(onPut) }),
    async stats(now) {
      return { ...(await store.stats(now)), refused: 0, unhandled: 0, dropped: 0, bytes: 0 }
    },
    async list(state, options) {
      return (await store.list(state, options)).map((entry) => ({ ...entry, crashes: 0 }))
    },
    retry: (id, now) => store.retry(id, now),
    purge: (what, now) => store.purge(what, now),
    expire: (now) => store.expire(now),
    close: () => store.close(),
  }
}
