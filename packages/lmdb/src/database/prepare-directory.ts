import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { checkFile } from './check-file.ts'

/** Makes the directory and its files where they are missing, for their owner alone: they hold personal data. */
export function prepareDirectory(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  for (const name of ['data.mdb', 'lock.mdb']) closeSync(openSync(join(directory, name), 'a', 0o600))
  checkFile(join(directory, 'data.mdb'))
}
