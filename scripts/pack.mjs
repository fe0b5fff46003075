import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.mjs'

/** Packs every package as it would be published, and gives the tarballs by package name. */
export function pack(folder) {
  const packages = readdirSync('packages').map((name) => `./packages/${name}`)
  const packed = JSON.parse(run('npm', ['pack', ...packages, '--json', '--pack-destination', folder]))
  return Object.fromEntries(packed.map(({ name, filename }) => [name, join(folder, filename)]))
}
