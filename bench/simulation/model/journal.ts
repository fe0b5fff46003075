import { Fifo } from '../engine/fifo.ts'
import type { Timeline } from '../engine/timeline.ts'
import type { Callback } from './callback.ts'

type Step = 'put' | 'take' | 'release'

/** What happened in the last moments, for a store that may forget them. */
export class Journal {
  readonly #timeline: Timeline
  readonly #steps = new Fifo<{ readonly time: number; readonly step: Step; readonly callback: Callback }>()
  #memory = 0

  constructor(timeline: Timeline) {
    this.#timeline = timeline
  }

  /** How far back it is asked for: without this nothing is kept. Unit: ms. */
  remember(duration: number): void {
    this.#memory = duration
  }

  put(callback: Callback): void {
    this.#add('put', callback)
  }

  take(callback: Callback): void {
    this.#add('take', callback)
  }

  /** It left the inbox: handled, dead or lost. */
  release(callback: Callback): void {
    this.#add('release', callback)
  }

  /** What happened from a moment on. */
  since(time: number) {
    const put = this.#of('put', time)
    const older = (callbacks: ReadonlySet<Callback>) => [...callbacks].filter((callback) => !put.has(callback))
    return { put: [...put], taken: older(this.#of('take', time)), released: older(this.#of('release', time)) }
  }

  #of(kind: Step, since: number): ReadonlySet<Callback> {
    const callbacks = new Set<Callback>()
    for (const { time, step, callback } of this.#steps) if (step === kind && time >= since) callbacks.add(callback)
    return callbacks
  }

  #add(step: Step, callback: Callback): void {
    if (this.#memory === 0) return
    const { now } = this.#timeline
    this.#steps.add({ time: now, step, callback })
    while ((this.#steps.first?.time as number) < now - this.#memory) this.#steps.takeFirst()
  }
}
