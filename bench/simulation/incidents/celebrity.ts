import type { RoomKind } from '../assumptions.ts'
import type { Incident } from '../model/simulate.ts'

/** A star goes live: for a while one room has a very large audience. */
export const celebrity =
  (kind: RoomKind, { at, duration, audience }: { at: number; duration: number; audience: number }): Incident =>
  ({ timeline, population, tally }) =>
    timeline.at(at, () => {
      tally.backlog.disturb(at + duration)
      const room = population.open(kind, audience / kind.audience)
      timeline.after(duration, () => room.destroy())
    })
