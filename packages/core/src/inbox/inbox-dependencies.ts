import type { InboxStore } from './inbox-store.ts'
import type { InboxSettings } from './read-inbox-options.ts'

/** What the parts of an inbox share. */
export interface InboxDependencies extends InboxClocks {
  readonly store: InboxStore
  readonly settings: InboxSettings
}

/** Where an inbox takes time and chance from; tests have their own. */
export interface InboxClocks {
  /** The time in ms since 1970. */
  readonly clock: () => number
  /** A time in ms that no step of the wall clock moves. */
  readonly monotonic: () => number
  /** From 0 to 1; it spreads the retries. */
  readonly random: () => number
}
