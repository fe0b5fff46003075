import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { CliError } from '../errors/cli-error.ts'
import type { Io } from '../io.ts'

/** The bytes of a file, or of stdin for `-`. @throws `invalid-file` */
export async function readFileOrInput(file: string, { cwd, stdin }: Io): Promise<Buffer> {
  if (file === '-') return buffer(stdin)
  try {
    return await readFile(resolve(cwd, file))
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'It is not there.' : 'It cannot be read.'
    throw new CliError('invalid-file', `${file}: ${reason}`, 'Check the path; - reads stdin.')
  }
}
