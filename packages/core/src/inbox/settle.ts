import type { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { backoffAfter } from './backoff.ts'
import type { AttemptResult, OnDead } from './inbox.ts'
import { type InboxEvent, publishInboxEvent } from './inbox-event.ts'
import type { RecordedError } from './inbox-record.ts'
import type { InboxStore, TakenEntry } from './inbox-store.ts'
import type { InboxSettings } from './read-inbox-options.ts'

/** What an inbox is made of. */
export interface InboxParts {
  readonly store: InboxStore
  readonly settings: InboxSettings
  /** The time in ms since 1970. */
  readonly clock: () => number
  /** From 0 to 1. */
  readonly random: () => number
}

/** Whether an entry whose earlier holders all died has no attempt left. */
export function isSpent({ attempt }: TakenEntry, { attempts }: InboxSettings): boolean {
  return attempt > attempts
}

/** The result of an attempt that is not made any more. */
export const spent: AttemptResult = {
  state: 'refused',
  error: { code: 'dead-letter', message: 'Its process ended, or lost it, during the last attempt.' },
}

/** Writes down what came of an attempt, unless another holds the entry by now. */
export async function settle(
  parts: InboxParts,
  taken: TakenEntry,
  result: AttemptResult,
  onDead?: OnDead,
): Promise<void> {
  const type = typeOf(parts.settings, taken, result)
  const isOurs = await write(parts, taken, result, type)
  const { record, attempt } = taken
  if (!isOurs) return
  publishInboxEvent({ type, id: record.id, command: record.command, attempt })
  if (type === 'dead' && result.state !== 'handled') onDead?.(record, result.error)
}

type SettledType = InboxEvent['type'] & ('handled' | 'delayed' | 'dead')

function typeOf({ attempts }: InboxSettings, { attempt }: TakenEntry, { state }: AttemptResult): SettledType {
  if (state === 'handled') return 'handled'
  return state === 'failed' && attempt < attempts ? 'delayed' : 'dead'
}

function write(parts: InboxParts, taken: TakenEntry, result: AttemptResult, type: SettledType): Promise<boolean> {
  const { store, settings, random } = parts
  const now = parts.clock()
  if (result.state === 'handled') return store.finish(taken, now, now + settings.window)
  const error = recorded(result.error)
  if (type === 'dead') return store.bury(taken, now, error)
  return store.delay(taken, now + backoffAfter(taken.attempt, settings, random), error)
}

/** Nothing but the two texts: an Error, too, fits the type. */
const recorded = ({ code, message }: RecordedError | RoomCallbacksError): RecordedError => ({ code, message })
