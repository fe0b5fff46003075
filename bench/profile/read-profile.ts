import { readFileSync } from 'node:fs'

/** Where a program was when the profiler looked. */
export interface Place {
  readonly functionName: string
  readonly url: string
  readonly lineNumber: number
  readonly columnNumber: number
}

/** The time that a program spent in one place itself. */
export interface SelfTime {
  readonly place: Place
  readonly microseconds: number
}

interface Profile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: Place }[]
  readonly startTime: number
  readonly endTime: number
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

/** The self times of the last seconds of a profile: what came before was warming up. */
export function readProfile(file: string, seconds: number): readonly SelfTime[] {
  const { nodes, startTime, endTime, samples, timeDeltas } = JSON.parse(readFileSync(file, 'utf8')) as Profile
  const from = endTime - seconds * 1e6
  const spent = new Map<number, number>()
  let time = startTime
  for (const [index, id] of samples.entries()) {
    const microseconds = timeDeltas[index] as number
    time += microseconds
    if (time >= from) spent.set(id, (spent.get(id) ?? 0) + microseconds)
  }
  return nodes.map(({ id, callFrame }) => ({ place: callFrame, microseconds: spent.get(id) ?? 0 }))
}
