import type {
  EntryState,
  HandledCommands,
  InboxEntry,
  InboxStats,
  ListOptions,
  PurgeOptions,
  PutOutcome,
} from './inbox.ts'
import type { InboxRecord, RecordedError } from './inbox-record.ts'
import type { InboxSettings } from './read-inbox-options.ts'

/**
 * For how long after its last announcement a command counts as handled by a living process: a process announces
 * every minute at least. Unit: ms.
 */
export const livingFor = ({ unhandledAfter }: Pick<InboxSettings, 'unhandledAfter'>): number =>
  Math.min(180_000, unhandledAfter / 2)

/** How long ago an unhandled callback may have come to wait again when a process announces its command. Unit: ms. */
export const unhandledGrace = 60_000

/**
 * What a database has to do for `createInbox`, which makes an inbox of it: retries, time-outs, leases
 * and operations are the same for every store. Each method is atomic, against other processes too.
 *
 * `now` is the wall clock of the caller in ms since 1970: for what people read, for ages and retention.
 * Leases and delays are counted on the **lease clock** of the store, which no step of NTP and no
 * restored machine moves: the monotonic clock of the machine and its boot id for an embedded store,
 * the clock of the server for a database. A server's clock may step, too: what lies further ahead than
 * it can have been set is due.
 */
export interface InboxStore {
  /**
   * Resolves only when the record would survive a crash.
   *
   * - A record with `refusal` is a dead letter at once, of those that are *refused*.
   * - A record with `answer` is *recorded*.
   * - Another one waits; but when at least one process announced commands, and none of them this one or
   *   `'*'`, it is a dead letter at once with the code `unhandled`, and counts as refused.
   *
   * Refused and recorded entries are kept to be read: each of the two kinds has a bound in entries and
   * in bytes, and the first that arrived go first (`dropped` counts them). They never take the place of the others.
   * Bytes are those of `recordSize`. A duplicate is what is kept, and what was completed less than its
   * `rememberUntil` ago.
   *
   * @param timeout A write that has not begun by then never begins, and rejects. Unit: ms.
   * @param lease The process would begin it at once: a store may lease it for so long as it stores it, and gives the
   * lease then. It does so only where the record could be leased next, and nothing that came earlier. 0: not. Unit: ms.
   * @throws `inbox-full` when what waits, runs, is delayed or is dead after its attempts reaches
   * `capacity` or `capacityBytes`
   */
  put(record: InboxRecord, now: number, timeout: number, lease?: number): Promise<PutOutcome | LeasedEntry>
  /**
   * Leases what is ready, oldest first. Ready are those waiting, those whose delay is over, and those
   * whose lease is over: `crashes` of these grows by one. With `order: 'key'`, only the oldest of each
   * order key, and none of an order key of which one is leased, delayed, or of a command that is not asked for.
   * Entries without an order key are in no order, and neither are those that lost their place: a callback loses it
   * when it is put (or in `expire`, while it waits) although processes live, and none that handles its command.
   * Otherwise a handler that was removed would hold up its order keys.
   *
   * An entry with crashes is a *suspect*: it may be what ends its processes. It is leased alone.
   */
  lease(request: LeaseRequest): Promise<Leased>
  /**
   * Leases entries for longer, from now; gives the fences of those that are still leased by it. Here as
   * below, a lease whose time is over is one until another takes the entry.
   */
  extend(leased: readonly LeasedEntry[], duration: number): Promise<readonly number[]>
  /** Gives back what was leased and not begun: it waits at its place, as if it had not been leased. */
  release(leased: readonly LeasedEntry[]): Promise<void>
  /** Handled: only its id is remembered, until `rememberUntil`. False when it was no longer leased. */
  complete(leased: LeasedEntry, now: number, rememberUntil: number): Promise<boolean>
  /** Failed: it is ready again after `duration` ms. False when it was no longer leased. */
  delay(leased: LeasedEntry, now: number, duration: number, error: RecordedError): Promise<boolean>
  /** Becomes a dead letter. False when it was no longer leased. */
  deadLetter(leased: LeasedEntry, now: number, error: RecordedError): Promise<boolean>
  /**
   * A process handles these commands. Each has a row: since when, and when last, it was announced, on
   * the lease clock. Of a command that had no row, the unhandled dead letters of the last
   * `unhandledGrace` wait again: a process may start some seconds after another.
   */
  announce(commands: HandledCommands, now: number): Promise<void>
  /** In how many ms the next delay or lease of these commands is over; undefined when there is none. */
  nextDueIn(commands: HandledCommands): Promise<number | undefined>
  /** Calls back when another process may have made something ready; left out, it is looked for by polling. */
  watch?(onPut: () => void): () => void
  /** @param commands What `waiting`, `running` and `delayed` count. Default: all. */
  stats(now: number, commands?: HandledCommands): Promise<InboxStats>
  list(state: EntryState, options: Required<Pick<ListOptions, 'limit'>> & ListOptions): Promise<readonly InboxEntry[]>
  /** One entry that is kept, in any state. It is found by its id, without a look at the others. */
  get(id: string): Promise<InboxEntry | undefined>
  /**
   * A dead letter, or `'all'`, waits again, with no attempts and crashes behind it, at the end of what
   * has its order key. It is compared with no clock. Gives the ids.
   */
  retry(id: string, now: number): Promise<readonly string[]>
  /** Gives the ids. Without `olderThan` it is compared with no clock. */
  purge(what: PurgeOptions, now: number): Promise<readonly string[]>
  /**
   * Forgets what retention no longer keeps: completed ids, old dead letters, old records. Gives the ids
   * of the dead letters.
   *
   * It forgets a command, too, that was announced longer than `unhandledAfter` ago, when another one was
   * announced all that time: processes delivered, and none handles it. What waits of a command without a
   * row then becomes an unhandled dead letter. Where no process delivers, everything waits.
   */
  expire(now: number): Promise<readonly string[]>
  /** Called once, and nothing after it; what is still under way may reject. Ends in bounded time. */
  close(): Promise<void>
}

/** Why a callback whose command no process handles is a dead letter. */
export const unhandledError = (command: string): RecordedError => ({
  code: 'unhandled',
  message: `No process has a handler for ${command}: register one and retry() it, or take the command out of the callback configuration.`,
})

/** What a process asks for. */
export interface LeaseRequest {
  readonly limit: number
  readonly now: number
  /** Unit: ms. */
  readonly duration: number
  readonly commands: HandledCommands
  /**
   * `none`: no suspect is leased. `one`: a ready suspect is leased, and nothing beside it: the one with the
   * fewest crashes, of these the oldest; only when there is none, up to `limit` others.
   */
  readonly suspects: 'none' | 'one'
}

/** What a process gets. */
export interface Leased {
  readonly entries: readonly LeasedEntry[]
  /** Whether a suspect is ready that was not leased. */
  readonly suspectsReady: boolean
}

/** An entry in the hands of a process. */
export interface LeasedEntry {
  readonly record: InboxRecord
  /** Which attempt this is, from 1. Those whose process ended count. */
  readonly attempt: number
  /** How many leases of it ran out without a result. */
  readonly crashes: number
  /** Which lease it is: higher than that of every lease before it. It starts at the time when the store was made. */
  readonly fence: number
}
