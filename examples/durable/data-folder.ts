import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Where an example keeps what must survive it: in DATA, or in the folder `data` beside its module. */
export function dataFolder(moduleUrl: string): string {
  const folder = process.env['DATA'] ?? fileURLToPath(new URL('data', moduleUrl))
  mkdirSync(folder, { recursive: true })
  return folder
}
