import { setTimeout as pass } from 'node:timers/promises'
import type { StoreUnderTest } from './chaos.ts'
import type { Incident, Mishaps } from './plan.ts'
import type { Workers } from './workers.ts'

/** Lets things go wrong as planned: each worker by itself, and the store once at a time. */
export class Faults {
  readonly #plan: Incident[]
  readonly #workers: Workers
  readonly #server: StoreUnderTest['server']
  /** The last thing that goes on with each member, and with the store. */
  readonly #current = new Map<number | 'store', Promise<void>>()
  readonly done: { -readonly [kind in keyof Mishaps]: number } = { kills: 0, pauses: 0, restarts: 0 }

  constructor(plan: readonly Incident[], workers: Workers, server: StoreUnderTest['server']) {
    this.#plan = [...plan]
    this.#workers = workers
    this.#server = server
  }

  /** Begins the faults that are due when so many callbacks have been sent. */
  until(count: number): void {
    for (let next = this.#plan[0]; next && next.at <= count; next = this.#plan[0]) {
      this.#plan.shift()
      this.#begin(next)
    }
  }

  /** Resolves when the last one is over. */
  async end(): Promise<void> {
    await Promise.all(this.#current.values())
  }

  #begin(incident: Incident): void {
    const whom = incident.kind === 'kill' ? incident.victim : 'store'
    const before = this.#current.get(whom) ?? Promise.resolve()
    this.#current.set(
      whom,
      before.then(() => this.#happen(incident)),
    )
  }

  async #happen(incident: Incident): Promise<void> {
    if (incident.kind === 'kill') {
      await this.#workers.members[incident.victim]?.kill()
      this.done.kills++
    } else if (incident.kind === 'pause') {
      this.#server?.pause()
      await pass(incident.milliseconds)
      this.#server?.resume()
      this.done.pauses++
    } else {
      await this.#server?.kill()
      await this.#server?.restart()
      this.done.restarts++
    }
  }
}
