import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { addAbortSignal } from 'node:stream'
import { CliError } from '../errors/cli-error.ts'
import type { Io } from '../io.ts'
import { readAll } from '../receive/read-all.ts'

/** A quarter of a million callbacks. Unit: bytes. */
const fileLimit = 268_435_456

/** The bytes of a file, or of stdin for `-`. @throws `invalid-file` */
export async function readFileOrInput(file: string, { cwd, stdin, signal }: Io): Promise<Buffer> {
  const stream = file === '-' ? stdin : createReadStream(resolve(cwd, file))
  const bytes = await readAll(addAbortSignal(signal, stream), fileLimit).catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ENOENT' ? 'It is not there.' : 'It cannot be read.'
    throw new CliError('invalid-file', `${file}: ${reason}`, 'Check the path; - reads stdin.')
  })
  if (bytes) return bytes
  throw new CliError(
    'invalid-file',
    `${file}: It is larger than 256 MiB.`,
    'Split it, and send one part after another.',
  )
}

/** The text of a file, without a byte order mark. @throws `invalid-file` */
export function textOf(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new CliError(
      'invalid-file',
      `${file} is not UTF-8.`,
      'Windows PowerShell writes UTF-16 to a file: convert it.',
    )
  }
}
