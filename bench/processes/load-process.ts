import type { Phase } from '../load/load.ts'
import type { Dialect } from '../load/requests.ts'
import type { Report } from '../load/tally.ts'
import { Child } from './child.ts'

/** The load, in a process of its own, so that its work is not the server's. */
export class LoadProcess {
  readonly #child: Child

  constructor(port: number, dialect: Dialect, connections = 32) {
    this.#child = new Child(1, ['--import', 'tsx', '../load/load.ts', String(port), dialect, String(connections)])
  }

  run(phase: Phase): Promise<Report> {
    return this.#child.ask(phase)
  }

  stop(): Promise<void> {
    return this.#child.stop()
  }
}
