import { setTimeout as pass } from 'node:timers/promises'
import type { StoreUnderTest } from './chaos.ts'
import type { Crew } from './crew.ts'
import type { Incident, Mishaps } from './plan.ts'

/** Lets things go wrong as planned: each member of the crew by itself, and the store once at a time. */
export class Mischief {
  readonly #plan: Incident[]
  readonly #crew: Crew
  readonly #server: StoreUnderTest['server']
  /** The last thing that goes on with each member, and with the store. */
  readonly #current = new Map<number | 'store', Promise<void>>()
  readonly done: { -readonly [kind in keyof Mishaps]: number } = { kills: 0, pauses: 0, restarts: 0 }

  constructor(plan: readonly Incident[], crew: Crew, server: StoreUnderTest['server']) {
    this.#plan = [...plan]
    this.#crew = crew
    this.#server = server
  }

  /** Begins whatever is due when so many callbacks have been sent. */
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
      await this.#crew.members[incident.victim]?.kill()
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
