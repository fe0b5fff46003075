import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** An empty directory for one store, and how it is removed. */
export function freshDirectory() {
  const directory = mkdtempSync(join(tmpdir(), 'inbox-'))
  return { directory, remove: async () => rmSync(directory, { recursive: true, force: true }) }
}
