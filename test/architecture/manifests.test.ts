import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { packageNames, root } from './sources.ts'

interface Manifest {
  readonly name: string
  readonly version: string
  readonly exports: Readonly<Record<string, unknown>>
  readonly repository: { readonly directory: string }
  readonly dependencies?: Readonly<Record<string, string>>
  readonly [field: string]: unknown
}

const read = <Value>(path: string): Value => JSON.parse(readFileSync(root + path, 'utf8')) as Value

const manifestOf = (name: string): Manifest => read(`packages/${name}/package.json`)
const core = manifestOf('core')
const { version } = read<{ version: string }>('lerna.json')

/** What no package does its own way. */
const alike = ['license', 'type', 'sideEffects', 'engines', 'publishConfig']
/** What every package has, and what only some need. */
const required = ['LICENSE', 'README.md', 'package.json', 'src', 'tsconfig.json']
const optional = [
  'bin',
  'dist',
  'node_modules',
  'page',
  'samples',
  'schemas.json',
  'openapi.json',
  'asyncapi.json',
  'scripts',
  'templates',
  'CHANGELOG.md',
]
const optionalFields = ['bin', 'dependencies', 'devDependencies', 'main', 'types', 'typesVersions']

for (const name of packageNames) {
  const manifest = manifestOf(name)

  t.test(`${name} looks like its siblings`, async (t) => {
    const files = readdirSync(`${root}packages/${name}`)
    t.same(files.filter((file) => !optional.includes(file)).sort(), [...required].sort())
    t.same(
      Object.keys(manifest).filter((field) => !(field in core) && !optionalFields.includes(field)),
      [],
    )
    for (const field of alike) t.same(manifest[field], core[field], field)
    t.equal(manifest.name, `@room-callbacks/${name}`)
    t.equal(manifest.version, version, 'versions go together')
    t.equal(manifest.repository.directory, `packages/${name}`)
    t.match(manifest['homepage'], `/packages/${name}#readme`)
    t.equal(manifest['bugs'], core['bugs'])
    t.equal(readFileSync(`${root}packages/${name}/LICENSE`, 'utf8'), readFileSync(`${root}LICENSE`, 'utf8'))
    t.match(manifest['files'], ['dist', '!dist/.tsbuildinfo', 'src'])
  })

  t.test(`${name} exports source, types and code alike`, async (t) => {
    t.equal(manifest.exports['./package.json'], './package.json')
    for (const [path, target] of Object.entries(manifest.exports)) {
      if (typeof target === 'string') continue
      const folder = path === '.' ? '' : `${path.slice(2)}/`
      const source = `./src/${folder}index.ts`
      const modules = { types: `./dist/${folder}index.d.ts`, default: `./dist/${folder}index.js` }
      const commonJs = { types: `./dist/cjs/${folder}index.d.ts`, default: `./dist/cjs/${folder}index.js` }
      // In this order: `require()` of Node gets the ES modules, Jest the CommonJS.
      t.equal(
        JSON.stringify(target),
        JSON.stringify(
          // A program, which nothing requires.
          name === 'cli'
            ? { '@room-callbacks/source': source, ...modules }
            : {
                '@room-callbacks/source': source,
                'module-sync': modules,
                import: modules,
                require: commonJs,
                default: modules.default,
              },
        ),
      )
    }
    if (name === 'cli') return
    t.equal(manifest['main'], './dist/cjs/index.js')
    t.equal(manifest['types'], './dist/cjs/index.d.ts')
    const doors = Object.keys(manifest.exports).flatMap((path) => /^\.\/([a-z]+)$/.exec(path)?.[1] ?? [])
    // For resolvers that know no exports.
    const versions = doors.map((door) => [door, [`./dist/cjs/${door}/index.d.ts`]])
    t.strictSame(manifest['typesVersions'], doors.length > 0 ? { '*': Object.fromEntries(versions) } : undefined)
  })

  t.test(`${name} pins its siblings`, async (t) => {
    const siblings = Object.entries(manifest.dependencies ?? {}).filter(([sibling]) =>
      /^@room-callbacks\//.test(sibling),
    )
    t.equal(siblings.length > 0, name !== 'core')
    for (const [sibling, range] of siblings) t.equal(range, version, sibling)
  })
}

t.test('core needs neither typebox nor ajv', async (t) => {
  t.notOk(core.dependencies)
  t.strictSame(core['peerDependenciesMeta'], { ajv: { optional: true }, typebox: { optional: true } })
})
