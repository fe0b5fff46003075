import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'

// A mutant costs one process for each bundle that covers it: starting tap and reading TypeScript
// for each of the test files would take longer than the tests. The quickest bundle comes first,
// and what loads typebox and ajv stays alone, because that takes longer than all of core's tests.
const definesCommands = /@room-callbacks\/core\/define/

/** The sources of this checkout; `node_modules` would lead back to those that are not mutated. */
const workspaceSources: Plugin = {
  name: 'workspace-sources',
  setup: (bundler) => {
    // The bundle would find another version, which is that of the root folder.
    const undici = resolve('packages/testing/node_modules/undici/index.js')
    bundler.onResolve({ filter: /^undici$/ }, () => ({ path: undici, external: true }))
    bundler.onResolve({ filter: /^@room-callbacks\// }, ({ path }) => {
      const [, name = '', ...rest] = path.split('/')
      const { exports } = JSON.parse(readFileSync(`packages/${name}/package.json`, 'utf8'))
      const source: string = exports[['.', ...rest].join('/')]['@room-callbacks/source']
      return { path: resolve('packages', name, source) }
    })
  },
}

/** Lets a module in a bundle find the files beside its source. */
const ownAddresses: Plugin = {
  name: 'own-addresses',
  setup: (bundler) => {
    bundler.onLoad({ filter: /\/(packages|test)\/.*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path))),
      loader: 'ts',
    }))
  },
}

async function testsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true })
  return names.filter((name) => name.endsWith('.test.ts')).map((name) => join(folder, name))
}

async function bundle(name: string, tests: readonly string[]): Promise<void> {
  const imports = tests.map((test) => `import './${test}'`)
  imports.push(`import { finish } from 'tap'`)
  await build({
    stdin: { contents: `${imports.join('\n')}\nawait finish()`, resolveDir: '.' },
    outfile: `.tsbuild/mutation/${name}.js`,
    bundle: true,
    sourcemap: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    alias: { tap: fileURLToPath(import.meta.resolve('./quick-tap.ts')) },
    plugins: [workspaceSources, ownAddresses],
  })
}

// What remembers callbacks has the most mutants, and these tests notice nearly all of them within seconds.
const remembering = /\/(duplicates|memory-store)\.test/
const [core, properties] = [await testsIn('test/core'), await testsIn('test/property')]
const others = (test: string) => !remembering.test(test)
await bundle(
  'duplicates',
  [...core, ...properties].filter((test) => remembering.test(test)),
)
const defining = core.filter((test) => definesCommands.test(readFileSync(test, 'utf8')))
await bundle(
  'core',
  core.filter((test) => others(test) && !defining.includes(test)),
)
await bundle('defining', defining)
await bundle('property', properties.filter(others))
await bundle('contract', await testsIn('test/contract'))
// Its process runs from source, where nothing is mutated.
await bundle(
  'inbox',
  (await testsIn('test/inbox')).filter((test) => !test.includes('lifetime')),
)
