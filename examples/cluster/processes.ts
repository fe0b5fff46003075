import { type ChildServer, startChild } from './child-server.ts'
import type { Place } from './shared-inbox.ts'

/** The processes of the cluster. */
export interface Processes {
  readonly receivers: readonly ChildServer[]
  readonly workers: readonly ChildServer[]
}

/** Starts two receivers and three workers, and waits until all of them are ready. */
export async function startProcesses(place: Place): Promise<Processes> {
  const start = (module: string, own: NodeJS.ProcessEnv) =>
    startChild(new URL(module, import.meta.url), { ...place, ...own })
  const [receivers, workers] = await Promise.all([
    Promise.all(['1', '2'].map(() => start('receiver.ts', { PORT: '0' }))),
    Promise.all(['1', '2', '3'].map((name) => start('worker.ts', { WORKER: name }))),
  ])
  return { receivers, workers }
}
