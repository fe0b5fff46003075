import type { Incident } from '../model/simulate.ts'

/**
 * The store is away for a while, and comes back without what it did last: none of it where the same
 * server starts again from a log that it synced, some of it where a replica takes over.
 */
export const failOver =
  ({ at, duration, forgets }: { at: number; duration: number; forgets: number }): Incident =>
  ({ timeline, store, inbox, journal, tally }) => {
    journal.remember(2 * forgets)
    timeline.at(at, () => {
      tally.backlog.disturb(at + duration)
      store.goAway(duration)
      timeline.after(duration, () => inbox.forgetSince(at - forgets))
    })
  }
