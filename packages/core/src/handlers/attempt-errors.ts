import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { shareInstances } from '../errors/shared-scope.ts'

/**
 * Thrown by a handler that no further attempt can help: with an inbox the callback becomes a dead letter at once, with the
 * code `gave-up`. Without an inbox it is what any other error is, `handler-failed`, because there are no attempts.
 *
 * @example
 * callbacks.on('Room.CallbackAfterCreateRoom', async ({ RoomInfo }) => {
 *   const owner = await users.find(RoomInfo.Owner_Account)
 *   if (!owner) throw new GiveUpError('The owner of the room is no user of ours.')
 * })
 */
export class GiveUpError extends Error {
  override readonly name = 'GiveUpError'

  /** @param reason For the operators, who read it beside the dead letter. */
  constructor(reason: string, options?: { readonly cause?: unknown }) {
    super(reason, options)
  }
}

shareInstances(GiveUpError, 'GiveUpError')

/** Thirty days: as long as dead letters are kept. */
const longestDelay = 30 * 86_400_000

/**
 * Thrown by a handler that knows when another attempt is worth it: with an inbox that comes after this time, in the place of
 * the backoff. It counts as an attempt: after the last one the callback is a dead letter. Without an inbox it is what any other
 * error is, `handler-failed`, because there are no attempts.
 *
 * @example
 * callbacks.on('Group.CallbackAfterSendMsg', async (event) => {
 *   const { status, headers } = await search.index(event)
 *   if (status === 429) throw new RetryLaterError(Number(headers.get('retry-after')) * 1000)
 * })
 */
export class RetryLaterError extends Error {
  override readonly name = 'RetryLaterError'
  /** Unit: ms. */
  readonly delay: number

  /**
   * @param delay A time from 0 ms to 30 days. Unit: ms.
   * @throws `invalid-option` for another one
   */
  constructor(delay: number, reason?: string, options?: { readonly cause?: unknown }) {
    if (!(typeof delay === 'number' && delay >= 0 && delay <= longestDelay)) {
      throw new RoomCallbacksError('invalid-option', 'RetryLaterError: expected a number of ms, 30 days at most.')
    }
    super(reason ?? `Another attempt is worth it in ${delay} ms.`, options)
    // Stores keep whole milliseconds.
    this.delay = Math.ceil(delay)
  }
}

shareInstances(RetryLaterError, 'RetryLaterError')

/** As what an error of a handler is reported when an inbox could try again. Never throws. */
export function codeOfThrown(thrown: unknown): 'gave-up' | 'retry-later' | 'handler-failed' {
  try {
    if (thrown instanceof GiveUpError) return 'gave-up'
    return thrown instanceof RetryLaterError ? 'retry-later' : 'handler-failed'
  } catch {
    // A revoked proxy has no prototype that could be asked for.
    return 'handler-failed'
  }
}
