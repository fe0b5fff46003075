import { parsePacket } from '@room-callbacks/core'
import { CliError } from '../errors/cli-error.ts'

/**
 * What `--set` was given: a path, and a value that is JSON if it can be read so, and text otherwise.
 * Integers beyond 2^53 keep their digits as text, which is how a receiver sees them.
 *
 * @throws `invalid-path`
 * @example
 * assignmentOf('RoomInfo.MaxSeatCount=8') // ['RoomInfo.MaxSeatCount', 8]
 */
export function assignmentOf(text: string): [path: string, value: unknown] {
  const equals = text.indexOf('=')
  if (equals < 1)
    throw new CliError('invalid-path', `This assigns nothing: ${JSON.stringify(text)}.`, 'Write path=value.')
  return [text.slice(0, equals), readValue(text.slice(equals + 1))]
}

function readValue(text: string): unknown {
  try {
    return parsePacket(`{"value":${text}}`).packet['value']
  } catch {
    return text
  }
}
