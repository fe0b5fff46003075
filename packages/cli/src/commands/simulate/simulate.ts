import { type LoadSummary, startLoad } from '@room-callbacks/testing'
import { requireLocalTarget } from '../../deliver/require-local-target.ts'
import type { Run } from '../command-definition.ts'
import { progressLine, summaryLines } from './figures.ts'

/** The size of the evening. */
export interface SimulateFlags {
  readonly rooms: number
  /** Callbacks a second. */
  readonly rate: number
  /** Unit: s. */
  readonly duration: number
  readonly seed: number
  /** Unit: ms. */
  readonly timeout: number
  readonly allowRemote?: boolean
}

/** Plays rooms against a receiver. */
export const simulate: Run<SimulateFlags> = async ({ flags, settings, io, output }) => {
  const { rooms, rate, duration, seed, timeout, allowRemote } = flags
  settings.requireAll('url', 'sdkAppId')
  const url = settings.requireUrl('url')
  await requireLocalTarget(url, allowRemote)
  const token = settings.get('token')
  const summary = await startLoad({
    url: url.href,
    sdkAppId: Number(settings.require('sdkAppId')),
    ...(token !== undefined && { token }),
    rooms,
    rate,
    duration: duration * 1000,
    seed,
    timeout,
    signal: io.signal,
    progressInterval: 250,
    startTime: io.clock(),
    onProgress: (progress) => output.progress(progressLine(progress)),
  })
  output.result(summary, (colours) => summaryLines(summary, colours))
  if (io.signal.aborted) return 'interrupted'
  if (summary.failed === 0) return 'ok'
  return isUnreachable(summary) ? 'unreachable' : 'failed'
}

/** Whether not one answer came, not even a refusal: those have a status. */
const isUnreachable = ({ outcomes }: LoadSummary): boolean =>
  !Object.keys(outcomes).some((outcome) => /^\d/.test(outcome))
