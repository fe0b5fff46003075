import { channel } from 'node:diagnostics_channel'
import type { Drift } from '../protocol/normalise/drift.ts'

/** A drift as it is published on the diagnostics channel `room-callbacks:drift`. */
export interface PublishedDrift extends Drift {
  /** Where, in dots; `?` for a field whose name is not made of letters, digits, `_` and `-`. At most 64 of them are told. */
  readonly path: string
  /** The unknown word, likewise, or the types between which a field was converted. */
  readonly detail?: string
  readonly command: string
}

const drifts = channel('room-callbacks:drift')
const reported = new Set<string>()
const mostReported = 1000

/** As the platform writes its names and words. A packet may hold what a user wrote in their place, an address say. */
const name = /^[\w.[\]-]*$/
const unnamed = '?'

/** Tells operators of a new platform version: each kind of drift once in the life of the process. */
export const driftReport = {
  /** Looking for unknown fields costs as much as validating: it is done only when somebody listens. */
  isWanted: (): boolean => drifts.hasSubscribers,

  publish(command: string, drift: Drift): void {
    if (!drifts.hasSubscribers || reported.size >= mostReported) return
    const told: PublishedDrift = { command, ...drift }
    if (drift.kind === 'unknown-field' && !name.test(drift.path)) Object.assign(told, { path: unnamed })
    if (drift.kind === 'unknown-word' && !name.test(drift.detail as string)) Object.assign(told, { detail: unnamed })
    const { kind, path, detail = '' } = told
    const key = `${command} ${kind} ${path} ${kind === 'unknown-word' ? detail : ''}`
    if (reported.has(key)) return
    reported.add(key)
    drifts.publish(told)
  },
}
