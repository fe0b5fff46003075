import type { InboxSettings } from '@room-callbacks/core/inbox'
import type { Durations, HandlerAssumptions, RoomKind } from '../assumptions.ts'

/** What a store costs. All times in ms. */
export interface StoreCosts {
  /** A commit of any size: the disk, where the answer waits for it. Without one it is nothing. */
  readonly commit: Durations
  /** What the one writer of the store works for each operation. */
  readonly put: number
  readonly take: number
  readonly settle: number
  /** From a process to the store and back. */
  readonly roundTrip: number
}

/** What processes work for one callback, handlers aside. All times in ms. */
interface ProcessCosts {
  /** An After callback: read, checked and stored. */
  readonly receive: number
  /** A Before callback: read, checked and answered. */
  readonly decide: number
  /** One attempt: taken and settled. */
  readonly deliver: number
}

/** How Tencent's servers behave as a client. */
export interface PlatformRules {
  /** How long it waits for an answer. Unit: ms. */
  readonly patience: number
  /** How often a chat callback is sent again after a time-out, where that is switched on. */
  readonly retries: number
}

/** What the receivers allow; the options of roomCallbacks(). */
interface ReceiverSettings {
  /** Unit: ms. */
  readonly deadline: number
  readonly concurrency: number
}

/** What is built, and for how many rooms: all that a run of the simulation needs to know, but chance. */
export interface Plant {
  readonly kinds: readonly RoomKind[]
  readonly rooms: number
  /** Processes that receive. */
  readonly receivers: number
  /** Processes that deliver; `'same'` where those that receive do. */
  readonly workers: number | 'same'
  readonly process: ProcessCosts
  readonly store: StoreCosts
  readonly handler: HandlerAssumptions
  readonly decision: HandlerAssumptions
  readonly platform: PlatformRules
  readonly receiver: ReceiverSettings
  readonly inbox: InboxSettings
}
