import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The path of a file that is not there yet, in a folder of its own, and how both are removed. */
export function freshPlace() {
  const folder = mkdtempSync(join(tmpdir(), 'inbox-'))
  return {
    path: join(folder, 'callbacks.db'),
    folder,
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  }
}
