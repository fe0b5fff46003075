import { runNode, tools } from './run.mjs'

// Everything that can be said about this repository without running it. Stops at the first step
// that fails, with what it printed.
const fromSource = ['--import', 'tsx', '--conditions=@room-callbacks/source']

const steps = {
  'generated files are fresh': checkGenerated,
  'types, TypeScript 7': () => runNode([tools.typescript7, '-b']),
  'types, TypeScript 6': () => runNode([tools.typescript6, '-p', 'scripts']),
  'format and lint': () => runNode([tools.biome, 'ci', '--colors=off']),
  'lint with types': () => runNode([tools.oxlint, '--type-aware', '--deny-warnings']),
  'dead code': () => runNode([tools.knip, '--no-progress']),
  'files that one callback enters': () => runNode([...fromSource, 'scripts/entered-files.ts']),
}

for (const [name, step] of Object.entries(steps)) {
  const start = performance.now()
  try {
    step()
  } catch (error) {
    console.error(`not ok  ${name}\n${error.message}`)
    process.exit(1)
  }
  console.log(`ok  ${((performance.now() - start) / 1000).toFixed(1).padStart(5)} s  ${name}`)
}

function checkGenerated() {
  for (const name of ['core', 'inspector']) runNode([...fromSource, `packages/${name}/scripts/generate.ts`, '--check'])
}
