import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compilersIn } from './consumers/compilers.mjs'
import { makeConsumer } from './consumers/consumer.mjs'
import { nodesFor } from './consumers/node-versions.mjs'
import { pack } from './pack.mjs'
import { runBeside, runNode, tools } from './run.mjs'
import { checkSizes } from './sizes.mjs'

// What is published is not what is tested from source: this packs every package, checks the tarballs, installs them
// into apps that know nothing else, type-checks those and runs them, on every version of TypeScript and Node that is
// promised. As many at a time as there are cores: one after the other took four minutes of the time that CI has.
const names = readdirSync('scripts/consumers/fixtures', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

let failed = 0
const folder = mkdtempSync(join(tmpdir(), 'room-callbacks-consumers-'))
try {
  runNode(['scripts/build.mjs'])
  mkdirSync(`${folder}/tarballs`)
  const tarballs = pack(`${folder}/tarballs`)
  const [compilers, nodes] = await Promise.all([compilersIn(folder), nodesFor([20, 22, 24, 26])])
  const apps = names.map((name) => tryConsumer(name, tarballs, compilers, nodes))
  const packages = Object.entries(tarballs).map(([name, tarball]) => lookAtTarball(name, tarball))
  const sizes = attempt('sizes in docs/versions.md', () => checkSizes(tarballs))
  await Promise.all([...apps, ...packages, sizes])
} finally {
  rmSync(folder, { recursive: true })
}
process.exitCode = failed > 0 ? 1 : 0

async function lookAtTarball(name, tarball) {
  await attempt(`${name} as it is packed`, async () => {
    await runBeside(process.execPath, [tools.publint, 'run', tarball, '--strict'])
    // The command line is a program: nothing requires it.
    const profile = name === '@room-callbacks/cli' ? ['--profile', 'esm-only'] : []
    await runBeside(process.execPath, [tools.attw, tarball, ...profile, '--no-color', '--no-emoji'])
  })
}

async function tryConsumer(name, tarballs, compilers, nodes) {
  const home = await makeConsumer(name, folder, tarballs)
  const compile = (version, options = []) =>
    attempt(`${name} on TypeScript ${version} ${options.join(' ')}`, () =>
      runBeside(process.execPath, [compilers[version], '-p', home, ...options]),
    )
  const start = (version) =>
    attempt(`${name} on Node ${version}`, () => runBeside(nodes[version], ['smoke.js'], { cwd: home }))

  // Jest has a compiler of its own, and starts three times: one Node is enough.
  if (name === 'jest') return start('24')
  // What TypeScript 6 calls deprecated, and 7 does not know.
  const old = name === 'commonjs' ? [compile('5.9', ['--module', 'commonjs', '--moduleResolution', 'node10'])] : []
  return Promise.all([
    ...Object.keys(compilers).map((version) => compile(version)),
    ...Object.keys(nodes).map(start),
    ...old,
  ])
}

async function attempt(combination, action) {
  try {
    await action()
    console.log(`ok      ${combination}`)
  } catch (error) {
    failed += 1
    console.log(`not ok  ${combination}\n${error.message}`)
  }
}
