import { type ReplayedPacket, replayPacket } from '../receive/replay.ts'
import { receiverOf } from '../receiver/receiver-of.ts'
import type { Reply } from '../reply.ts'

/**
 * Runs a packet through validation and the handlers once more. The handlers really run, with all their effects:
 * `context.attempt` is 1, `context.idempotencyKey` that of the packet, so that a handler that depends on it is safe, and
 * `context.host` throws `request-gone`. Neither the signature nor the address is checked, a repetition is not
 * recognised, and nothing goes into an inbox.
 *
 * Like a callback, it seals the registrations.
 *
 * @throws `invalid-option` when `callbacks` is not what `roomCallbacks` returned; a packet that is refused is a reply
 * @example
 * const { outcome } = await replay(callbacks, { sdkAppId: '1400000000', command: 'Live.CallbackAfterCreateRoom', raw })
 */
export async function replay(callbacks: object, packet: ReplayedPacket): Promise<Reply> {
  return replayPacket(receiverOf(callbacks).services, packet)
}
