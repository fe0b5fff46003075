import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import { receiverOf } from '../receiver/receiver-of.ts'

/**
 * Tells the `error` hook of a receiver, as `hook-failed`, that a tool which looks at it failed. Without such a hook it is
 * printed.
 *
 * @param tool What failed.
 * @throws `invalid-option` when `callbacks` is not what `roomCallbacks` returned
 * @example
 * upload(history).catch((error) => report(callbacks, 'the upload of the history', error))
 */
export function report(callbacks: object, tool: string, cause: unknown): void {
  const { reporter } = receiverOf(callbacks).services
  reporter.emit(new RoomCallbacksError('hook-failed', `It was ${tool}.`, { cause }))
}
