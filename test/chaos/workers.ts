import { join } from 'node:path'
import type { Ledger } from './ledger.ts'
import { Member } from './member.ts'
import type { StoreKind } from './processes/open-store.ts'

/** What every worker is told. */
export interface Station {
  /** Where the programs are. */
  readonly folder: string
  readonly kind: StoreKind
  /** Where the store is. */
  readonly place: string
  readonly ledgerPath: string
}

/** Receivers on ports of their own, and workers. */
export class Workers {
  readonly members: readonly Member[]
  readonly #receivers: readonly Member[]
  /** Rejects when a worker ends that the test did not kill: the test would wait for it in vain. */
  readonly collapsed: Promise<never>
  #turn = 0
  #isRemoved = false

  constructor({ folder, kind, place, ledgerPath }: Station, ledger: Ledger) {
    let collapse: (error: Error) => void = () => {}
    this.collapsed = new Promise((_resolve, reject) => {
      collapse = reject
    })
    const member = (program: string) =>
      new Member([join(folder, `${program}.mjs`), kind, place, ledgerPath], ledger, collapse)
    this.#receivers = [member('receiver'), member('receiver')]
    this.members = [...this.#receivers, member('worker'), member('worker')]
  }

  async ready(): Promise<void> {
    await Promise.all(this.members.map((member) => member.ready))
  }

  /** The port of a receiver that listens, each in its turn, as a load balancer would choose. */
  async nextPort(): Promise<number> {
    while (!this.#isRemoved) {
      const ports = this.#receivers.map(({ port }) => port).filter((port) => port !== undefined)
      const port = ports[this.#turn++ % ports.length]
      if (port !== undefined) return port
      await Promise.race(this.#receivers.map(({ ready }) => ready))
      // One that died just now is about to be started again.
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    throw new Error('The workers are gone.')
  }

  async close(): Promise<void> {
    await Promise.all(this.members.map((member) => member.close()))
  }

  /** Ends it for good, after a run that passed or failed. */
  remove(): void {
    this.#isRemoved = true
    for (const member of this.members) member.remove()
  }
}
