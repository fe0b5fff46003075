import { readdirSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import t from 'tap'
import { importsOf, packageNames, reach, root, sourcesOf } from './sources.ts'

/**
 * What each part of core may import, from the ground up. Types may point the other way where
 * handlers are described by what they are given: that is gone at run time.
 */
const layers: Readonly<Record<string, readonly string[]>> = {
  crypto: [],
  errors: [],
  'checked-options': ['errors'],
  redaction: [],
  timers: [],
  'in-flight': ['errors', 'timers'],
  protocol: ['errors'],
  generated: ['protocol', 'protocols'],
  commands: ['protocol'],
  outcome: ['errors'],
  reply: ['errors', 'protocol', 'outcome'],
  deduplication: ['crypto', 'errors', 'reply'],
  inbox: ['errors', 'checked-options', 'in-flight', 'protocol', 'generated', 'timers'],
  handlers: ['errors', 'protocol', 'generated'],
  protocols: ['crypto', 'errors', 'protocol', 'outcome', 'reply'],
  options: ['errors', 'checked-options', 'protocol', 'protocols', 'generated', 'deduplication'],
  receive: [
    'in-flight',
    'crypto',
    'errors',
    'protocol',
    'protocols',
    'outcome',
    'reply',
    'deduplication',
    'inbox',
    'handlers',
    'options',
    'timers',
  ],
  http: ['errors', 'receive', 'reply'],
  web: ['errors', 'checked-options', 'receive', 'reply'],
  define: ['errors', 'protocol', 'commands', 'handlers'],
  receiver: [
    'crypto',
    'errors',
    'protocol',
    'protocols',
    'generated',
    'handlers',
    'in-flight',
    'options',
    'receive',
    'reply',
    'timers',
  ],
  'inbox/index': ['errors', 'generated', 'inbox', 'receive', 'timers'],
  families: ['errors', 'generated', 'handlers', 'protocol', 'receive', 'receiver'],
  inspect: ['errors', 'protocol', 'protocols', 'receive', 'receiver', 'redaction', 'reply'],
}

/** The part of core that a file belongs to: its folder, or the file itself. The door to the inbox brings what stands on it. */
const layerOf = (file: string): string => {
  const path = file.replace('packages/core/src/', '').replace(/\.ts$/, '')
  return path === 'inbox/index' ? path : (path.split('/')[0] as string)
}

const core = sourcesOf('core').filter((file) => layerOf(file) !== 'index')

t.test('imports point one way', async (t) => {
  for (const file of core) {
    const layer = layerOf(file)
    const allowed = layers[layer]
    if (!allowed) t.fail(`${layer} has no place in the layers`)
    const others = importsOf(file)
      .filter(({ target, isTypeOnly }) => target !== undefined && !isTypeOnly)
      .map(({ target }) => layerOf(target as string))
      .filter((other) => other !== layer && !allowed?.includes(other))
    t.same(others, [], file)
  }
})

t.test('the protocol knows nothing of the receiver, not even by type', async (t) => {
  const ground = ['protocol', 'errors', 'generated']
  for (const file of core.filter((file) => ['protocol', 'errors'].includes(layerOf(file)))) {
    const strangers = importsOf(file).filter(({ target }) => target && !ground.includes(layerOf(target)))
    t.same(strangers, [], file)
  }
})

t.test('no file imports itself in a circle', async (t) => {
  for (const file of packageNames.flatMap(sourcesOf)) {
    const circular = importsOf(file).filter(
      ({ target, isTypeOnly }) => target && !isTypeOnly && reach(target, (edge) => !edge.isTypeOnly).files.has(file),
    )
    t.same(circular, [], file)
  }
})

t.test('no types of core need each other in a circle, inside a folder neither', async (t) => {
  for (const file of sourcesOf('core')) {
    const circular = importsOf(file).filter(({ target }) => target && reach(target, () => true).files.has(file))
    t.same(circular, [], file)
  }
})

/** The sources of core that the generator and `define` use; nothing else may need these packages. */
const schemaSource = /\/(define|commands)\/|\/(ajv|shape-of|(inbox-|deduplication-)?options-source)\.ts$/

t.test('typebox and ajv stay with the schemas', async (t) => {
  for (const file of core) {
    const isSchema = importsOf(file).some(({ specifier }) => /^(typebox|ajv)(\/|$)/.test(specifier))
    if (isSchema) t.match(file, schemaSource)
  }
})

for (const entry of ['index', 'families/index', 'http/index', 'web/index']) {
  t.test(`core's ${entry}.ts stands on Node alone`, async (t) => {
    const { files, packages } = reach(`packages/core/src/${entry}.ts`, () => true)
    t.ok(files.size > 3, 'the graph was walked')
    for (const [specifier, file] of packages) t.match(specifier, /^node:/, file)
  })
}

t.test('what reads a Request needs nothing of node:http or of streams of Node', async (t) => {
  const { files, packages } = reach('packages/core/src/web/index.ts', ({ isTypeOnly }) => !isTypeOnly)
  t.notOk([...files].some((file) => file.includes('/http/')))
  for (const [specifier, file] of packages) t.notMatch(specifier, /^node:(http|http2|stream|net)$/, file)
})

t.test('core imports no framework', async (t) => {
  for (const file of core) {
    for (const { specifier, target } of importsOf(file)) {
      if (target === undefined) t.match(specifier, /^(node:[a-z0-9_]+|typebox|ajv)$/, file)
    }
  }
})

const hosts: Readonly<Record<string, RegExp>> = {
  // The one package that stands on others, too: it is what they are used with.
  cli: /^(node:[a-z_/]+|yargs|picocolors|lilconfig|@clack\/prompts|@room-callbacks\/(core(\/(http|inbox|inspect))?|client|inspector|node|testing))$/,
  client: /^(node:(crypto|net|zlib)|undici|p-retry|@room-callbacks\/core(\/checked-options)?)$/,
  node: /^(node:http|@room-callbacks\/core(\/http)?)$/,
  express: /^(express|@room-callbacks\/core(\/http)?)$/,
  inspector:
    /^(node:(crypto|events|http|net|timers\/promises)|@room-callbacks\/core(\/(checked-options|http|inbox|inspect))?)$/,
  koa: /^(koa|@room-callbacks\/core(\/http)?)$/,
  web: /^@room-callbacks\/core(\/(families|web))?$/,
  hono: /^(hono|@room-callbacks\/core(\/web)?)$/,
  fastify: /^(fastify|node:http|@room-callbacks\/core(\/http)?)$/,
  nestjs: /^(@nestjs\/(common|core)|express|@room-callbacks\/(core|express|fastify))$/,
  functions: /^@room-callbacks\/core$/,
  sqlite: /^(node:(crypto|fs|module|path|worker_threads|zlib)|@room-callbacks\/core(\/(checked-options|inbox))?)$/,
  testing:
    /^(node:(assert\/strict|crypto|diagnostics_channel|fs|https?|net|perf_hooks|timers\/promises|zlib)|pure-rand\/.+|undici|@room-callbacks\/core(\/(checked-options|inbox))?)$/,
  postgres: /^(node:(crypto|net)|pg|@room-callbacks\/core(\/(checked-options|inbox))?)$/,
  redis: /^(node:(crypto|net)|ioredis|@room-callbacks\/core(\/(checked-options|inbox))?)$/,
  opentelemetry: /^(node:diagnostics_channel|@opentelemetry\/api|@room-callbacks\/core(\/(checked-options|inbox))?)$/,
}

for (const name of packageNames.filter((name) => name !== 'core')) {
  t.test(`${name} stands on core's public door`, async (t) => {
    for (const file of sourcesOf(name)) {
      for (const { specifier, target, isTypeOnly } of importsOf(file)) {
        if (target === undefined) t.match(specifier, hosts[name] as RegExp, file)
        if (['express', 'koa', 'hono', 'fastify'].includes(specifier))
          t.ok(isTypeOnly, `${file}: ${specifier} is there for its types`)
      }
    }
  })
}

t.test('the samples of testing do not load the code that sends', async (t) => {
  const { packages } = reach('packages/testing/src/index.ts', ({ isTypeOnly }) => !isTypeOnly)
  t.ok(packages.has('@room-callbacks/core'), 'the graph was walked')
  t.equal(packages.get('undici'), undefined)
})

const examples = readdirSync(`${root}examples`, { withFileTypes: true }).filter((entry) => entry.isDirectory())

for (const { name } of examples) {
  t.test(`the example ${name} stands alone`, async (t) => {
    const folder = `examples/${name}/`
    const { dependencies, devDependencies, scripts } = JSON.parse(readFileSync(`${root}${folder}package.json`, 'utf8'))
    const files = readdirSync(root + folder, { recursive: true, encoding: 'utf8' }).filter(
      (file) => /\.[cm]?[jt]sx?$/.test(file) && !file.includes('node_modules'),
    )
    t.ok(files.length > 0, 'its files were found')
    for (const file of files) {
      for (const { specifier, target } of importsOf(folder + file)) {
        if (target !== undefined) t.ok(target.startsWith(folder), `${folder}${file} imports ${target}`)
        else if (!isBuiltin(specifier)) {
          const [wanted] = /^(@[^/]+\/)?[^/]+/.exec(specifier) as RegExpExecArray
          t.ok(wanted in { ...devDependencies, ...dependencies }, `package.json has ${wanted}, for ${file}`)
        }
      }
    }
    for (const [script, command] of Object.entries<string>(scripts ?? {})) {
      t.notMatch(command, '../', `the script ${script} stays in the folder`)
      if (command.includes('tsx')) t.ok(devDependencies?.['tsx'], `package.json has tsx, for the script ${script}`)
    }
  })
}
