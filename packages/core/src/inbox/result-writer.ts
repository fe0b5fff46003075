import type { HeldLease } from './heartbeat.ts'
import type { AttemptResult, OnDeadLetter } from './inbox.ts'
import type { LeasedEntry } from './inbox-store.ts'
import { type InboxDependencies, settle } from './settle.ts'
import type { StoreHealth } from './store-health.ts'

/** Writes what came of attempts, as often as it takes. */
export class ResultWriter {
  readonly #dependencies: InboxDependencies
  readonly #health: StoreHealth
  readonly #onDeadLetter: OnDeadLetter | undefined
  readonly #abandoned: AbortSignal

  /** @param abandoned what is not written then is left to its lease */
  constructor(
    dependencies: InboxDependencies,
    health: StoreHealth,
    onDeadLetter: OnDeadLetter | undefined,
    abandoned: AbortSignal,
  ) {
    this.#dependencies = dependencies
    this.#health = health
    this.#onDeadLetter = onDeadLetter
    this.#abandoned = abandoned
  }

  /**
   * @param leasing what is leased meanwhile: the lease that ended this one may be one of this process, whose answer is still
   * under way
   * @param onWritten called when it is written, or given up
   */
  write(
    held: HeldLease,
    result: AttemptResult,
    leasing: () => Promise<unknown> | undefined,
    onWritten: () => void,
  ): void {
    const { leased, number } = held
    settle(this.#dependencies, leased, result, this.#onDeadLetter, number).then(
      (isOurs) => {
        this.#health.recovered()
        if (isOurs) onWritten()
        else void this.#writeAgain(held, result, leasing, leased).then(onWritten)
      },
      (cause) => {
        if (this.#abandoned.aborted) return onWritten()
        this.#health.failed(cause)
        void this.#writeAgain(held, result, leasing).then(onWritten)
      },
    )
  }

  /** @param refused the lease that was not the newest any more */
  async #writeAgain(
    held: HeldLease,
    result: AttemptResult,
    leasing: () => Promise<unknown> | undefined,
    refused?: LeasedEntry,
  ): Promise<void> {
    let written = refused
    for (;;) {
      if (written) await leasing()
      if (written === held.leased) return
      const isOurs = await this.#health.retry(() => {
        written = held.leased
        return settle(this.#dependencies, held.leased, result, this.#onDeadLetter, held.number)
      }, this.#abandoned)
      if (isOurs !== false) return
    }
  }
}
