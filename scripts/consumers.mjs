import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundle } from './consumers/bundle.mjs'
import { compile } from './consumers/compile.mjs'
import { makeConsumers } from './consumers/consumer.mjs'
import { jest, vitest } from './consumers/frameworks.mjs'
import { nodesFor } from './consumers/node-versions.mjs'
import { declareWithPnpm, installWithPnpm } from './consumers/pnpm.mjs'
import { pack } from './pack.mjs'
import { runBeside, runNode, tools } from './run.mjs'
import { checkSizes } from './sizes.mjs'

// What is published is not what is tested from source: this packs every package, checks the tarballs, installs them
// into apps that know nothing else, type-checks those and runs them, on every version of TypeScript and Node that is
// promised. As many at a time as there are cores: one after the other took four minutes of the time that CI has.
let failed = 0
const folder = mkdtempSync(join(tmpdir(), 'room-callbacks-consumers-'))
try {
  runNode(['scripts/build.mjs'])
  mkdirSync(`${folder}/tarballs`)
  const tarballs = pack(`${folder}/tarballs`)
  const packages = Object.entries(tarballs).map(([name, tarball]) =>
    attempt(`${name} as it is packed`, () => lookAtTarball(name, tarball)),
  )
  const pnpm = attempt('declarations of what pnpm installed', async () =>
    declareWithPnpm(await installWithPnpm(folder, tarballs)),
  )
  const sizes = attempt('sizes in docs/versions.md', () => checkSizes(tarballs))
  const [apps, nodes] = await Promise.all([makeConsumers(folder, tarballs), nodesFor([20, 22, 24, 26])])
  await Promise.all([...tryApps(apps, nodes), ...packages, pnpm, sizes])
} finally {
  rmSync(folder, { recursive: true })
}
process.exitCode = failed > 0 ? 1 : 0

async function lookAtTarball(name, tarball) {
  await runBeside(process.execPath, [tools.publint, 'run', tarball, '--strict'])
  // The command line is a program: nothing requires it.
  const profile = name === '@room-callbacks/cli' ? ['--profile', 'esm-only'] : []
  await runBeside(process.execPath, [tools.attw, tarball, ...profile, '--no-color', '--no-emoji'])
}

function tryApps({ home, homes }, nodes) {
  return [
    ...['5.0', '5.9', '6.0', '7.0'].map((version) =>
      attempt(`every app on TypeScript ${version}`, () => compile(version, home, homes)),
    ),
    attempt('Jest and ts-jest as CommonJS', () => jest(home, ['-c', 'commonjs.config.js'])),
    attempt('Jest as ES modules', () => jest(home, ['--testMatch', '**/gift.test.mjs'], '--experimental-vm-modules')),
    attempt('Vitest', () => vitest(home)),
    attempt('one file of esbuild', () => bundle(home)),
    ...homes.flatMap(({ name, path }) =>
      Object.entries(nodes).map(([version, node]) =>
        attempt(`${name} on Node ${version}`, () => runBeside(node, ['smoke.js'], { cwd: path })),
      ),
    ),
  ]
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
