import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compilersIn } from './consumers/compilers.mjs'
import { makeConsumer } from './consumers/consumer.mjs'
import { nodeOf } from './consumers/node-versions.mjs'
import { pack } from './pack.mjs'
import { run, runNode } from './run.mjs'

// What is published is not what is tested from source: this packs every package, installs the
// tarballs into apps that know nothing else, type-checks those and runs them, on every version of
// TypeScript and Node that is promised.
const names = readdirSync('scripts/consumers/fixtures', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
const nodeVersions = [20, 22, 24, 26]

let failed = 0
const folder = mkdtempSync(join(tmpdir(), 'room-callbacks-consumers-'))
try {
  runNode(['scripts/build.mjs'])
  mkdirSync(`${folder}/tarballs`)
  const tarballs = pack(`${folder}/tarballs`)
  const compilers = compilersIn(folder)
  const nodes = nodeVersions.map((version) => [version, nodeOf(version)])
  for (const name of names) {
    const home = makeConsumer(name, folder, tarballs)
    if (name === 'jest') {
      // It has a compiler of its own, and starts three times: one Node is enough.
      attempt('Jest as CommonJS, ts-jest and Jest as ES modules', () => runNode(['smoke.js'], { cwd: home }))
      continue
    }
    for (const [version, compiler] of Object.entries(compilers)) {
      attempt(`${name} on TypeScript ${version}`, () => runNode([compiler, '-p', home]))
    }
    if (name === 'commonjs') {
      // What TypeScript 6 calls deprecated, and 7 does not know.
      const options = ['--module', 'commonjs', '--moduleResolution', 'node10']
      attempt('commonjs with node10 on TypeScript 5.9', () => runNode([compilers['5.9'], '-p', home, ...options]))
    }
    for (const [version, node] of nodes) {
      attempt(`${name} on Node ${version}`, () => run(node, ['smoke.js'], { cwd: home }))
    }
  }
} finally {
  rmSync(folder, { recursive: true })
}
process.exitCode = failed > 0 ? 1 : 0

function attempt(combination, action) {
  try {
    action()
    console.log(`ok      ${combination}`)
  } catch (error) {
    failed += 1
    console.log(`not ok  ${combination}\n${error.message}`)
  }
}
