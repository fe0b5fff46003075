import type { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { HeldLease } from './attempts.ts'
import { backoffAfter } from './backoff.ts'
import type { AttemptResult, OnDeadLetter } from './inbox.ts'
import type { InboxDependencies } from './inbox-dependencies.ts'
import { type InboxEvent, publishInboxEvent, type RecordedError } from './inbox-record.ts'
import type { LeasedEntry } from './inbox-store.ts'
import type { InboxSettings } from './read-inbox-options.ts'
import type { StoreHealth } from './store-health.ts'

/** Why an entry gets no further attempt, before one begins: its earlier ones all failed, or ended their process. */
export function exhausted({ attempt, crashes }: LeasedEntry, settings: InboxSettings): AttemptResult | undefined {
  const failures = attempt - 1 - crashes
  if (crashes < settings.crashes && failures < settings.attempts) return undefined
  const message = `Its process ended, or lost it, during ${crashes} of its ${attempt - 1} attempts.`
  return { state: 'refused', error: { code: 'dead-letter', message } }
}

/**
 * Writes down what came of an attempt. False when this lease of the entry is not the newest any more.
 *
 * @param attempt the number that its handlers saw; a lease that was renewed after an outage has another one
 */
async function settle(
  dependencies: InboxDependencies,
  leased: LeasedEntry,
  result: AttemptResult,
  onDeadLetter?: OnDeadLetter,
  attempt: number = leased.attempt,
): Promise<boolean> {
  const type = typeOf(dependencies.settings, leased, result)
  const isOurs = await write(dependencies, leased, result, type)
  const { record } = leased
  if (!isOurs) return false
  publishInboxEvent({ type, id: record.id, command: record.command, attempt })
  if (type === 'dead' && result.state !== 'handled') onDeadLetter?.(record, result.error)
  return true
}

type SettledType = InboxEvent['type'] & ('handled' | 'delayed' | 'dead')

function typeOf({ attempts }: InboxSettings, { attempt, crashes }: LeasedEntry, { state }: AttemptResult): SettledType {
  if (state === 'handled') return 'handled'
  return state === 'failed' && attempt - crashes < attempts ? 'delayed' : 'dead'
}

function write(
  { store, settings, random, clock }: InboxDependencies,
  leased: LeasedEntry,
  result: AttemptResult,
  type: SettledType,
): Promise<boolean> {
  const now = clock()
  if (result.state === 'handled') return store.complete(leased, now, now + settings.window)
  const error = recorded(result.error)
  if (type === 'dead') return store.deadLetter(leased, now, error)
  const retryAfter = result.state === 'failed' ? result.retryAfter : undefined
  return store.delay(leased, now, retryAfter ?? backoffAfter(leased.attempt - leased.crashes, settings, random), error)
}

/** Nothing but the two texts: an Error, too, fits the type. */
const recorded = ({ code, message }: RecordedError | RoomCallbacksError): RecordedError => ({ code, message })

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
