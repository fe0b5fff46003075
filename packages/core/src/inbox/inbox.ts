import type { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { InboxRecord, RecordedError } from './inbox-record.ts'

/** The commands that a process handles: `'*'` stands for all of them. */
export type HandledCommands = readonly string[] | '*'

/** What came of a record. `unhandled`: no process has a handler for its command. */
export type PutOutcome = 'stored' | 'duplicate' | 'unhandled'

/**
 * Where After callbacks are kept from before their answer until they were handled.
 *
 * @example
 * const inbox = await openInbox('./callbacks.db') // from @room-callbacks/sqlite
 * roomCallbacks(1400000000, { inbox }).on('Room.CallbackAfterMemberLeave', handler)
 */
export interface Inbox extends InboxOperations {
  /**
   * Stores a record. Resolves only when it would survive a crash; rejects when that cannot be promised.
   *
   * A record with `refusal` becomes a dead letter at once; one with `answer` is kept to be read. `unhandled`: no
   * process has a handler for its command, and it was kept as a dead letter.
   */
  put(record: InboxRecord, options?: PutOptions): Promise<PutOutcome>
  /**
   * Starts to deliver, in this process, what is stored.
   *
   * @throws `inbox-in-use` when it does already, `inbox-failed` when it is closed
   */
  deliver(deliver: DeliverRecord, options?: DeliverOptions): Delivery
  /** Ends the delivery of this process, and the connection to the store. Nothing stored is lost. */
  close(options?: WaitOptions): Promise<void>
}

/** One attempt at handling a record. */
export type DeliverRecord = (record: InboxRecord, attempt: Attempt) => Promise<AttemptResult>

/** Called when the last attempt at a record failed, or when it was refused. */
export type OnDeadLetter = (record: InboxRecord, error: RecordedError) => void

/** How long a record may wait to be written. */
export interface PutOptions {
  /** After it the record is not written any more, and `put` rejects. Unit: ms. Default: 30 s. */
  readonly timeout?: number
}

/** What a delivery delivers. */
export interface DeliverOptions {
  /** The commands that have a handler in this process: no other is delivered to it. Default: `'*'`, all of them. */
  readonly commands?: HandledCommands
  /** Called for each record that became a dead letter in the hands of this process. */
  readonly onDeadLetter?: OnDeadLetter
}

/** What an attempt is told. */
export interface Attempt {
  /** From 1. */
  readonly number: number
  /** A number that rises with each attempt at anything in the store: see `context.fence`. */
  readonly fence: number
  /**
   * Aborts when the attempt took longer than the inbox allows, when another process took it over, and when
   * `close({ timeout })` ran out. Made when a handler asks for it: a signal costs more than all else about an attempt.
   */
  readonly signal: AbortSignal
  /** Called when the signal aborts, or would, if it had been made; with the reason. */
  onAbort?: ((reason: RoomCallbacksError) => void) | undefined
}

/** What came of an attempt. */
export type AttemptResult =
  | { readonly state: 'handled' }
  /** Another attempt may succeed. */
  | {
      readonly state: 'failed'
      readonly error: RecordedError
      /** When, in the place of the backoff. Unit: ms. */
      readonly retryAfter?: number
    }
  /** No further attempt can: it becomes a dead letter at once. */
  | { readonly state: 'refused'; readonly error: RecordedError }

/** The delivery of one process. */
export interface Delivery {
  /** Delivers these commands from now on: a handler was registered or removed. */
  setCommands(commands: HandledCommands): void
  /** Takes nothing more, and waits for what is running. @throws `close-timeout` */
  close(options?: WaitOptions): Promise<void>
}

/** How long to wait. */
export interface WaitOptions {
  /** Unit: ms. Left out, it waits for as long as it takes. */
  readonly timeout?: number
}

/** What operators need. Each works while callbacks arrive and are handled. */
export interface InboxOperations {
  stats(): Promise<InboxStats>
  /** What is in a state, oldest first. `readEntries()` reads it page by page. */
  list(state: EntryState, options?: ListOptions): Promise<readonly InboxEntry[]>
  /** One entry by its id, in any state; undefined where it is not kept: it was handled or purged, or never came. */
  get(id: string): Promise<InboxEntry | undefined>
  /**
   * Gives a dead letter a new life, with all its attempts; `'all'` does so for every one. With
   * `order: 'key'` it goes to the end of what has its order key.
   *
   * @returns How many there were.
   */
  retry(id: string): Promise<number>
  /**
   * Forgets entries for good: one by its id, or all of a state that are older than `olderThan`.
   * What is waiting, running or delayed is never purged.
   *
   * @returns How many there were.
   */
  purge(what: PurgeOptions): Promise<number>
  /**
   * Resolves when nothing waits, runs or is delayed any more, in any process. Where this process delivers, only
   * the commands that it handles count: a script that names one command ends when that one is done.
   *
   * @throws `close-timeout`
   */
  drain(options?: WaitOptions): Promise<void>
}

/** Where an entry stands. `recorded`: a Before callback with its answer. */
export type EntryState = 'waiting' | 'running' | 'delayed' | 'dead' | 'recorded'

/** A record, and how far it came. */
export interface InboxEntry {
  readonly state: EntryState
  readonly record: InboxRecord
  /** Its place in the lists: it rises in their order. A retry gives it a new one, at the end. */
  readonly position: number
  /** Attempts that began. */
  readonly attempts: number
  /** How many of them ended without a result, because their process ended or lost the entry. */
  readonly crashes: number
  /** When it came into its state; for a delayed one, when its next attempt is due. Unit: ms since 1970. */
  readonly at: number
  /** Why its last attempt failed, or why it was refused. */
  readonly error?: RecordedError
}

/** Which entries are listed. */
export interface ListOptions {
  /** Default: 100. */
  readonly limit?: number
  /**
   * Leaves out this one and those before it: the id of the last one of the page before, or its `position`, which still
   * counts when that entry is handled or purged meanwhile. With an id that is not kept, the list begins at the start.
   */
  readonly after?: string | number
}

/** Which entries are forgotten. */
export type PurgeOptions =
  | { readonly id: string }
  /** `olderThan`: counted from when it came into its state. Unit: ms. Default: 0, all of them. */
  | { readonly state: 'dead' | 'recorded'; readonly olderThan?: number }

/** The inbox in numbers, over all processes. */
export interface InboxStats {
  readonly waiting: number
  readonly running: number
  readonly delayed: number
  /** All dead letters. */
  readonly dead: number
  /** Those of them that no handler ever got: refused packets, unknown commands, and `unhandled`. */
  readonly refused: number
  /** Those of them whose command no process handles. */
  readonly unhandled: number
  readonly recorded: number
  /** Refused and recorded entries that had to go because there were too many, since the store exists. */
  readonly dropped: number
  /** What counts for `capacityBytes`. Unit: bytes. */
  readonly bytes: number
  /** How long the oldest entry that is not handled waits since it arrived; dead letters aside. Unit: ms. */
  readonly oldestAge: number | undefined
  /** Callbacks handled per second, over the last minute. */
  readonly rate: number
}
