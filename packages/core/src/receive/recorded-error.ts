import { printable } from '../errors/printable.ts'
import { copyForeign, type RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { RecordedError } from '../inbox/inbox-record.ts'

/** An error as an inbox keeps it, with the name and the message of what a handler threw. */
export function recordedError(error: unknown): RecordedError {
  const { code = 'internal', message, cause } = copyForeign(error) as Partial<RoomCallbacksError> & Error
  return { code, message: cause === undefined ? message : `${message} ${textOf(cause)}` }
}

function textOf(thrown: unknown): string {
  const { name, message } = copyForeign(thrown)
  return `${name}: ${message}`
}

// No command of Tencent's is as long, and a stranger may have written it.
const maxWordLength = 100

/** Why a packet whose command the catalog does not know cannot be handled. */
export const unknownCommand = (word: string): RecordedError => ({
  code: 'unknown-command',
  message: `The catalog does not know "${printable(word, maxWordLength)}": update, or define it with defineCommand().`,
})
