import type { Incident } from '../model/simulate.ts'

/** What the handlers depend on is slower for a while. */
export const slowHandlers =
  ({ at, duration, times }: { at: number; duration: number; times: number }): Incident =>
  ({ timeline, surroundings, tally }) =>
    timeline.at(at, () => {
      tally.backlog.disturb(at + duration)
      surroundings.slowness = times
      timeline.after(duration, () => {
        surroundings.slowness = 1
      })
    })
