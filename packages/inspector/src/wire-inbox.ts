/** What the page and its server tell each other of inboxes: types only, bundled into neither. */

/** Where an entry stands. */
type EntryStateName = 'waiting' | 'running' | 'delayed' | 'dead' | 'recorded'

/** An inbox in numbers. */
export interface InboxNumbers extends Readonly<Record<EntryStateName, number>> {
  /** Entries that had to go because there were too many. */
  readonly dropped: number
  /** Unit: ms. */
  readonly oldestAge: number | undefined
  /** Handled, over the last minute. Unit: callbacks a second. */
  readonly rate: number
  /** The oldest entries of the state that the page shows. */
  readonly counts: ShownCounts
}

/** Entries of a state by what they have in common, the largest groups first. */
interface ShownCounts {
  readonly byCommand: readonly ShownCount[]
  readonly byOrderKey: readonly ShownCount[]
  readonly byCode: readonly ShownCount[]
  readonly counted: number
  /** Whether these are all of the state. */
  readonly isComplete: boolean
}

/** Entries that have something in common. */
export interface ShownCount {
  readonly name: string
  readonly count: number
}

/** An entry of an inbox as the list shows it. */
export interface EntrySummary {
  readonly id: string
  readonly state: EntryStateName
  readonly position: number
  readonly command: string
  readonly orderKey: string | undefined
  /** Unit: ms since 1970. */
  readonly receivedAt: number
  /** When it came into its state, or is due. Unit: ms since 1970. */
  readonly at: number
  readonly attempts: number
  readonly crashes: number
  readonly error: { readonly code: string; readonly message: string } | undefined
}

/** Some entries of a state, oldest first. */
export interface EntryPage {
  readonly entries: readonly EntrySummary[]
  /** Whether there are more of the state, which may fit. */
  readonly hasMore: boolean
  /** The position of the last that was read: what follows comes after it. */
  readonly last: number | undefined
}

/** An entry with its packet. */
export interface EntryDetail {
  readonly summary: EntrySummary
  readonly sdkAppId: string
  readonly idempotencyKey: string
  readonly clientIp: string | undefined
  readonly requestId: string | undefined
  /** The answer of a recorded decision. */
  readonly answer: string | undefined
  /** The packet with line breaks, no digit changed; undefined when it is no text. */
  readonly packet: string | undefined
}

/** What was done. */
export interface Changed {
  /** How many entries there were. */
  readonly changed: number
}
