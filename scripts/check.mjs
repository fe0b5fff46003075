import { runBeside, tools } from './run.mjs'

// Everything that can be said about this repository without running it: as many steps at a time as there are cores, and
// what those that fail printed.
const fromSource = ['--import', 'tsx', '--conditions=@room-callbacks/source']
const generate = (name) => [...fromSource, `packages/${name}/scripts/generate.ts`, '--check']

const steps = {
  'types, TypeScript 7': [tools.typescript7, '-b'],
  'types, TypeScript 6': [tools.typescript6, '-p', 'scripts'],
  'generated files of core are fresh': generate('core'),
  'generated files of the inspector are fresh': generate('inspector'),
  'pages of the commands are fresh': [...fromSource, 'scripts/command-pages.ts', '--check'],
  'Chinese pages have the snippets of the English ones': [...fromSource, 'scripts/chinese-pages.ts', '--check'],
  'format and lint': [tools.biome, 'ci', '--colors=off'],
  'lint with types': [tools.oxlint, '--type-aware', '--deny-warnings'],
  'dead code': [tools.knip, '--no-progress'],
  'files that one callback enters': [...fromSource, 'scripts/entered-files.ts'],
}

await Promise.all(
  Object.entries(steps).map(async ([name, step]) => {
    try {
      await runBeside(process.execPath, step)
      console.log(`ok      ${name}`)
    } catch (error) {
      console.error(`not ok  ${name}\n${error.message}`)
      process.exitCode = 1
    }
  }),
)
