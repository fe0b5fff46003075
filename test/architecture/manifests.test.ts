import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
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
const required = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json', 'src', 'tsconfig.json']
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
  'THIRD-PARTY-NOTICES.txt',
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
    t.match(manifest['files'], ['dist', '!dist/.tsbuildinfo', 'src', 'CHANGELOG.md'])
    t.match(readFileSync(`${root}packages/${name}/CHANGELOG.md`, 'utf8'), /^# Change Log\n/)
    t.match(readFileSync(`${root}tsconfig.json`, 'utf8'), `"packages/${name}"`, 'the check of types knows it')
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
    const doors = Object.keys(manifest.exports).flatMap((path) => /^\.\/([a-z-]+)$/.exec(path)?.[1] ?? [])
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

  t.test(`${name} lets a user take a security release of what it stands on`, async (t) => {
    for (const [other, range] of Object.entries(manifest.dependencies ?? {})) {
      if (!other.startsWith('@room-callbacks/')) t.match(range, /^\^\d/, other)
    }
  })

  t.test(`the README of ${name} stands alone on the page of a registry`, async (t) => {
    const readme = readFileSync(`${root}packages/${name}/README.md`, 'utf8')
    t.match(readme, new RegExp(`^# @room-callbacks/${name}\n`))
    t.match(readme, new RegExp(`(npm install|npx) (--save-dev )?@room-callbacks/${name}\\b`), 'it says how to install')
    t.notMatch(readme, /\]\((?!https:\/\/|#)/, 'a relative link is dead there')
    t.match(readme, '](https://github.com/room-callbacks/room-callbacks', 'it leads to the documentation')
  })
}

t.test('core needs neither typebox nor ajv', async (t) => {
  t.notOk(core.dependencies)
  t.strictSame(core['peerDependenciesMeta'], { ajv: { optional: true }, typebox: { optional: true } })
})

t.test('the inspector keeps the notices of the libraries that its page holds', async (t) => {
  const { files, devDependencies } = manifestOf('inspector') as unknown as {
    files: string[]
    devDependencies: Record<string, string>
  }
  t.ok(files.includes('THIRD-PARTY-NOTICES.txt'))
  const notices = readFileSync(`${root}packages/inspector/THIRD-PARTY-NOTICES.txt`, 'utf8')
  for (const [name, version] of Object.entries(devDependencies)) t.match(notices, `${name} ${version} (MIT)\n`)
})

t.test('the page of versions tells the size of each package, and of no other', (t) => {
  const page = readFileSync(`${root}docs/versions.md`, 'utf8')
  const [, table = ''] = page.split('<!-- sizes -->')
  const listed = [...table.matchAll(/^\| `(@room-callbacks\/[\w-]+)` \| \d+ kB \|$/gm)].map(([, name]) => name)
  t.same(
    listed,
    packageNames.map((name) => `@room-callbacks/${name}`),
  )
  t.end()
})

t.test('after `npm ci` the scripts run on the Node that came with it, by npm 10 too', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'room-callbacks-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const link = () => execFileSync(process.execPath, [`${root}scripts/link-node.mjs`], { cwd: folder })
  link()
  t.notOk(existsSync(join(folder, 'node_modules')), 'none came along')
  const program = join(folder, `node_modules/node-linux-${process.arch}/bin/node`)
  mkdirSync(dirname(program), { recursive: true })
  writeFileSync(program, '')
  link()
  t.equal(realpathSync(join(folder, 'node_modules/.bin/node')), realpathSync(program))
  link()
  t.match(read<{ scripts: object }>('package.json').scripts, { prepare: 'node scripts/link-node.mjs' })
})
