import type { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { backoffAfter } from './backoff.ts'
import type { AttemptResult, OnDeadLetter } from './inbox.ts'
import { type InboxEvent, publishInboxEvent } from './inbox-event.ts'
import type { RecordedError } from './inbox-record.ts'
import type { InboxStore, LeasedEntry } from './inbox-store.ts'
import type { InboxSettings } from './read-inbox-options.ts'

/** What the parts of an inbox share. */
export interface InboxDependencies extends InboxClocks {
  readonly store: InboxStore
  readonly settings: InboxSettings
}

/** Where an inbox takes time and chance from; tests have their own. */
export interface InboxClocks {
  /** The time in ms since 1970. */
  readonly clock: () => number
  /** A time in ms that no step of the wall clock moves. */
  readonly monotonic: () => number
  /** From 0 to 1; it spreads the retries. */
  readonly random: () => number
}

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
export async function settle(
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
