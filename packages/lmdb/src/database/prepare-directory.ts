import { closeSync, mkdirSync, openSync } from 'node:fs'
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
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}
