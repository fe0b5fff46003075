import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pack } from './pack.mjs'
import { run } from './run.mjs'

// Prints what an app gets that installs every package, as CycloneDX. `npm sbom` of the repository would list its examples,
// and fails at workspaces without a version.
const folder = mkdtempSync(join(tmpdir(), 'room-callbacks-sbom-'))
try {
  const tarballs = Object.entries(pack(folder)).map(([name, tarball]) => [name, `file:${tarball}`])
  const manifest = {
    name: 'room-callbacks',
    version: '0.0.0',
    private: true,
    dependencies: Object.fromEntries(tarballs),
  }
  writeFileSync(`${folder}/package.json`, JSON.stringify(manifest))
  const options = { cwd: folder }
  run('npm', ['install', '--package-lock-only', '--omit=peer', '--no-audit', '--no-fund'], options)
  process.stdout.write(run('npm', ['sbom', '--package-lock-only', '--omit=peer', '--sbom-format=cyclonedx'], options))
} finally {
  rmSync(folder, { recursive: true })
}
