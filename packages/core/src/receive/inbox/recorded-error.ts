import type { RoomCallbacksError } from '../../errors/room-callbacks-error.ts'
import type { RecordedError } from '../../inbox/inbox-record.ts'

/** An error as an inbox keeps it, with what a handler threw. */
export function recordedError(error: unknown): RecordedError {
  const { code = 'internal', message = String(error), cause } = error as Partial<RoomCallbacksError>
  return { code, message: cause === undefined ? message : `${message} ${textOf(cause)}` }
}

// A handler may throw a whole page.
const textOf = (cause: unknown): string => String(cause).slice(0, 1000)

/** Why a packet whose command the catalog does not know cannot be handled. */
export const unknownCommand = (word: string): RecordedError => ({
  code: 'unknown-command',
  message: `The catalog does not know "${word}": update, or define it with defineCommand().`,
})
