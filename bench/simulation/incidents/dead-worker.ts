import type { Incident } from '../model/simulate.ts'

/** A process that delivers is killed, and another is there after a while. */
export const deadWorker =
  ({ at, restartAfter }: { at: number; restartAfter: number }): Incident =>
  ({ timeline, workers, tally }) =>
    timeline.at(at, () => {
      tally.backlog.disturb(at + restartAfter)
      workers.kill((start) => timeline.after(restartAfter, start))
    })
