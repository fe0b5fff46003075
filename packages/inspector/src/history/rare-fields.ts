import type { Handling, ObservedDelivery } from '@room-callbacks/core/inspect'
import type { Arrival, CallbackRecord } from './entry.ts'

/** What few callbacks have. */
export interface RareFields {
  readonly origin: number | undefined
  readonly refusal: CallbackRecord['refusal']
  readonly errors: CallbackRecord['errors']
  /** The last attempts of an inbox, oldest first. */
  readonly deliveries: readonly ObservedDelivery[]
  /**
   * Knows what handlers do that may run on. They hold it for as long; to hold it here would keep a second packet.
   */
  readonly live: WeakRef<Handling> | undefined
  /** The header `Sign` of an event of RTC Engine, which is taken out of all that is shown of it. */
  readonly sign: string | undefined
}

/** Of the many. */
export const noRarities: RareFields = {
  origin: undefined,
  refusal: undefined,
  errors: [],
  deliveries: [],
  live: undefined,
  sign: undefined,
}

// Base64 of 32 bytes has 44 characters; a stranger may send more.
const longestSign = 200

/** What is rare about a callback. */
export function raritiesOf({ origin, seen }: Arrival): RareFields {
  const { refusal, errors } = seen
  const live = mayChange(seen)
  const { sign } = seen.headers
  if (origin === undefined && refusal === undefined && errors.length === 0 && !live && !sign) return noRarities
  const kept = sign === undefined ? undefined : String(sign).slice(0, longestSign)
  return { ...noRarities, origin, refusal, errors, live: live ? new WeakRef(seen) : undefined, sign: kept }
}

/** Whether handlers may begin or end after the answer. */
const mayChange = ({ isHandling, isForInbox, reply }: CallbackRecord): boolean =>
  isHandling || reply?.outcome === 'timed-out' || (reply?.outcome === 'accepted' && !isForInbox)
