import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { checkFile } from './check-file.ts'

/** Makes the directory and its files where they are missing, for their owner alone: they hold personal data. */
export function prepareDirectory(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  for (const name of ['data.mdb', 'lock.mdb']) createFile(join(directory, name))
  checkFile(join(directory, 'data.mdb'))
}

/** What is there is not even opened: to close it again would end the locks that this process has on it. */
function createFile(path: string): void {
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600))
}
