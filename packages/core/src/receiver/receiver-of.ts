import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { sharedScope } from '../errors/shared-scope.ts'
import type { Receiver } from './receiver.ts'

const receivers = sharedScope('receivers', () => new WeakMap<object, Receiver>())

/** Remembers which receiver stands behind a callable. */
export function remember(callable: object, receiver: Receiver): void {
  receivers.set(callable, receiver)
}

/** The receiver behind a callable. @throws `invalid-option` */
export function receiverOf(callable: object): Receiver {
  const receiver = receivers.get(callable)
  if (receiver) return receiver
  throw new RoomCallbacksError(
    'invalid-option',
    'Give what roomCallbacks() returned. If it is that, two versions of @room-callbacks/core are installed: see npm ls.',
  )
}

/**
 * Keeps what an inbox delivers back until the function that it gives is called, for hosts that register handlers in a later
 * turn. Call it in the turn in which the receiver was made.
 *
 * @throws `invalid-option` for what is no receiver
 * @example
 * const startDelivery = delayDelivery(callbacks)
 * await app.init()
 * startDelivery()
 */
export const delayDelivery = (callbacks: object): (() => void) => receiverOf(callbacks).delayDelivery()
