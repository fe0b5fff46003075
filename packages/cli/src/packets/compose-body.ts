import { parsePacket } from '@room-callbacks/core'
import { sampleText } from '@room-callbacks/testing'
import type { CatalogCommand } from '../catalog/find-command.ts'
import { CliError } from '../errors/cli-error.ts'
import type { Io } from '../io.ts'
import { assignmentOf } from './assignment.ts'
import { setField, unsetField } from './path.ts'
import { readFileOrInput, textOf } from './read-file.ts'

/** What a body is made of. */
export interface BodyParts {
  /** The file that holds it. Default: the sample. */
  readonly file?: string
  /** Default: the documented one. */
  readonly sample?: string
  readonly set?: readonly string[]
  readonly unset?: readonly string[]
}

/**
 * Makes the bodies of a command. A file is sent byte for byte unless a field of it is changed. A
 * sample happens now: each body gets a time of its own, so that none is taken for a repetition.
 *
 * @returns a function from a time in ms to the body with it
 * @throws `invalid-file`, `invalid-path`
 */
export async function composeBody(
  command: CatalogCommand,
  { file, sample, set = [], unset = [] }: BodyParts,
  io: Io,
): Promise<(time: number) => Uint8Array> {
  const assignments = set.map(assignmentOf)
  const read = file === undefined ? undefined : { file, bytes: await readFileOrInput(file, io) }
  if (read && assignments.length + unset.length === 0) return () => read.bytes
  const text = read ? textOf(read.bytes, read.file) : (sample ?? sampleText(command.name))
  return (time) => {
    const packet = parseBody(text, file)
    const [timeField] = command.eventTime
    if (!read && timeField) setField(packet, timeField.path, timeField.unit === 's' ? Math.floor(time / 1000) : time)
    for (const [path, value] of assignments) setField(packet, path, value)
    for (const path of unset) unsetField(packet, path)
    return Buffer.from(JSON.stringify(packet))
  }
}

function parseBody(text: string, file: string | undefined): object {
  try {
    return parsePacket(text).packet
  } catch {
    const hint = 'Without --set and --unset it would be sent as it is.'
    throw new CliError('invalid-file', `${file} is not a JSON object, so no field of it can be changed.`, hint)
  }
}
