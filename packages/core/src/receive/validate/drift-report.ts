import { channel } from 'node:diagnostics_channel'
import type { Drift } from '../../protocol/normalise/drift.ts'

/** A drift as it is published on the diagnostics channel `room-callbacks:drift`. */
export interface PublishedDrift extends Drift {
  readonly command: string
}

const drifts = channel('room-callbacks:drift')
const reported = new Set<string>()
const mostReported = 1000

/** Tells operators of a new platform version: each kind of drift once in the life of the process. */
export const driftReport = {
  /** Looking for unknown fields costs as much as validating: it is done only when somebody listens. */
  isWanted: (): boolean => drifts.hasSubscribers,

  publish(command: string, drift: Drift): void {
    if (!drifts.hasSubscribers || reported.size >= mostReported) return
    const { kind, path, detail = '' } = drift
    const key = `${command} ${kind} ${path} ${kind === 'unknown-word' ? detail : ''}`
    if (reported.has(key)) return
    reported.add(key)
    drifts.publish({ command, ...drift } satisfies PublishedDrift)
  },
}
