import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { build } from 'esbuild'
import { noticesOf } from './notices.ts'

/** Packages that are ES modules alone: CommonJS gets them inside our files, and their licences in a file beside those. */
const bundled = ['p-retry', 'is-network-error', 'typebox']

/**
 * Makes CommonJS of the ES modules in a `dist`, file by file, for Jest and for old resolvers. Node itself never loads it:
 * `require()` gets the ES modules there, by the condition `module-sync`.
 */
export async function buildCommonJs(dist) {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  const { metafile } = await build({
    entryPoints: files.filter((file) => file.endsWith('.js')).map((file) => `${dist}/${file}`),
    outdir: `${dist}/cjs`,
    outbase: dist,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    // Jest runs CommonJS in a context that has no import().
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': 'importMetaUrl' },
    logLevel: 'warning',
    metafile: true,
    plugins: [{ name: 'one file each', setup: (setup) => keepFiles(setup, dist) }],
  })
  // In the folder of CommonJS a declaration file describes CommonJS.
  for (const file of files.filter((name) => name.endsWith('.d.ts'))) cpSync(`${dist}/${file}`, `${dist}/cjs/${file}`)
  const copied = bundled.filter((name) =>
    Object.keys(metafile.inputs).some((path) => path.includes(`node_modules/${name}/`)),
  )
  if (copied.length > 0) writeFileSync(`${dist}/cjs/THIRD-PARTY-NOTICES.txt`, noticesOf(copied))
  writeFileSync(`${dist}/cjs/package.json`, '{ "type": "commonjs" }\n')
}

function keepFiles({ onResolve, onLoad }, dist) {
  onResolve({ filter: /.*/ }, ({ path, kind, importer }) =>
    kind === 'entry-point' || isBundled(path, importer) ? undefined : { path, external: true },
  )
  onLoad({ filter: /\.js$/ }, ({ path }) => {
    const contents = readFileSync(path, 'utf8')
    if (!path.startsWith(dist) || !contents.includes('import.meta.url')) return undefined
    // What is found beside a file is beside the ES module.
    const there = relative(`${dist}/cjs/${relative(dist, dirname(path))}`, path)
    return { contents: `const importMetaUrl = ${urlOf(there)}\n${contents}` }
  })
}

const packageOf = (path) => /^(?:.*node_modules\/)?((?:@[^/]+\/)?[^/]+)/.exec(path)[1]

/** Such a package, one of its doors, or a file that one of its files asks for. */
const isBundled = (path, importer) =>
  bundled.includes(packageOf(path)) || (path.startsWith('.') && importer.includes('/node_modules/'))

const urlOf = (file) => `require('node:url').pathToFileURL(require('node:path').join(__dirname, '${file}')).href`
