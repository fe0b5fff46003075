import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { parseEnv } from 'node:util'
import t from 'tap'
import { Running, runCli } from './run-cli.ts'

const frameworks = ['express', 'koa', 'fastify', 'nestjs', 'hono', 'node', 'next', 'workers', 'functions'] as const
const servers = ['express', 'koa', 'fastify', 'hono', 'node', 'nestjs']

// Inside the repository, so that the starts find its packages instead of an install of their own.
const folder = resolve('.tsbuild/starts')
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const written = new Map<string, string[]>()
for (const framework of frameworks) {
  const { code, json, stderr } = await runCli(['create', framework, '--framework', framework, '--json'], {
    cwd: folder,
  })
  t.same([code, stderr], [0, ''], framework)
  written.set(framework, json<{ files: string[] }>().files)
}

const read = (path: string): string => readFileSync(`${folder}/${path}`, 'utf8')
const env = { ...process.env, ...parseEnv(read('express/.env.example')) }
const condition = '--conditions=@room-callbacks/source'

t.test('every start compiles', async (t) => {
  const compilerOptions = {
    ...JSON.parse(read('express/tsconfig.json')).compilerOptions,
    customConditions: ['@room-callbacks/source'],
    lib: ['es2023'],
    experimentalDecorators: true,
  }
  writeFileSync(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions, include: ['*/src', '*/test', '*/app'] }))
  const compiler = 'node_modules/typescript-7/lib/tsc.js'
  const { status, stdout, stderr } = spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' })
  t.same([status, stdout, stderr], [0, '', ''])
})

t.test('the tests of every start pass', async (t) => {
  const files = frameworks.flatMap((framework) => written.get(framework)?.map((file) => `${framework}/${file}`) ?? [])
  const tests = files.filter((file) => file.endsWith('.test.ts'))
  t.equal(tests.length, frameworks.length)
  // Node runs them as they are, but for the decorators of Nest.
  const args = ['--import', 'tsx', condition, '--test', '--test-isolation=none']
  const child = spawn(process.execPath, [...args, ...tests.map((file) => `${folder}/${file}`)], {
    cwd: folder,
    env: { ...env, NODE_TEST_CONTEXT: undefined },
  })
  const [[status], printed] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)])
  t.equal(status, 0, printed)
  t.match(printed, `pass ${3 * frameworks.length - 1}`, 'three each, two of Nest')
})

t.test('every server answers at its path, and ends with SIGTERM', async (t) => {
  const driver = `
    import { callbackQuery, packet } from '@room-callbacks/testing'
    const [command, token] = ['Live.CallbackBeforeSendGift', process.env.ROOM_CALLBACKS_TOKEN]
    const query = callbackQuery({ sdkAppId: process.env.ROOM_CALLBACKS_SDKAPPID, command, token })
    const init = () => ({ method: 'POST', body: JSON.stringify(packet(command, { GiftWater: { Count: 500 } })) })
    const told = []
    for (const [name, port] of JSON.parse(process.env.PLACES)) {
      process.env.PORT = port
      await import('./' + name + '/src/server.ts')
      const url = 'http://127.0.0.1:' + port
      const response = await fetch(url + '/tencent?' + query, init())
      told.push([name, response.status, (await response.json()).ErrorCode])
    }
    const request = () => new Request('http://localhost/tencent?' + query, init())
    const { POST } = await import('./next/app/tencent/route.ts')
    const worker = await import('./workers/src/worker.ts')
    for (const response of [await POST(request()), await worker.default.fetch(request())]) {
      told.push([response.status, (await response.json()).ErrorCode])
    }
    const { handler, main_handler } = await import('./functions/src/index.ts')
    told.push([typeof handler, typeof main_handler])
    console.log('TOLD ' + JSON.stringify(told))
    process.kill(process.pid, 'SIGTERM')
  `
  writeFileSync(`${folder}/driver.ts`, driver)
  writeFileSync(`${folder}/package.json`, '{ "type": "module" }')
  const places = JSON.stringify(await Promise.all(servers.map(async (name) => [name, await freePort()])))
  const args = ['--import', 'tsx', condition, `${folder}/driver.ts`]
  const child = spawn(process.execPath, args, { cwd: folder, env: { ...env, PLACES: places } })
  const [[code, signal], printed, errors] = await Promise.all([
    once(child, 'exit'),
    text(child.stdout),
    text(child.stderr),
  ])
  const [, told = '[]'] = /^TOLD (.*)$/m.exec(printed) ?? []
  t.same(
    JSON.parse(told),
    [...servers.map((name) => [name, 200, 102101]), [200, 102101], [200, 102101], ['function', 'function']],
    errors,
  )
  // Nest sends itself the signal again when it is closed, which may come after the end of the others.
  t.ok(code === 0 || signal === 'SIGTERM', `it ended by itself: ${code} ${signal}`)
})

/** A port that was free a moment ago: the starts take theirs from the environment. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

t.test('every start has what its README, its scripts and its Dockerfile name', async (t) => {
  for (const framework of frameworks) {
    const files = written.get(framework) as string[]
    const manifest = JSON.parse(read(`${framework}/package.json`))
    t.equal(manifest.name, framework)
    const readme = read(`${framework}/README.md`)
    t.ok(readme.split('\n').length <= 36, `${framework}: README`)
    for (const [, script] of readme.matchAll(/npm run (\w+)/g))
      t.ok((script as string) in manifest.scripts, `${framework}: ${script}`)
    for (const [, file] of readme.matchAll(/`(src\/[\w.]+)`/g))
      t.ok(files.includes(file as string), `${framework}: ${file}`)
    for (const script of Object.values<string>(manifest.scripts)) {
      for (const [, file] of script.matchAll(/(src\/[\w.]+)/g))
        t.ok(files.includes(file as string), `${framework}: ${file}`)
    }
    t.equal(files.includes('Dockerfile'), servers.includes(framework), `${framework}: a server has a Dockerfile`)
    t.ok(files.includes('.gitignore') && files.includes('.env') && files.includes('.env.example'))
    t.notMatch(files.map((file) => read(`${framework}/${file}`)).join('\n'), /\{\{/, 'no placeholder is left')
  }
  t.notMatch(read('functions/package.json'), /doctor/, 'what is not served is sent nothing')
})

t.test('the versions of a start are those that the tests run with', async (t) => {
  const { devDependencies: ours } = JSON.parse(readFileSync('package.json', 'utf8'))
  const { version } = JSON.parse(readFileSync('packages/cli/package.json', 'utf8'))
  for (const framework of frameworks) {
    const { dependencies, devDependencies } = JSON.parse(read(`${framework}/package.json`))
    for (const [name, range] of Object.entries<string>({ ...dependencies, ...devDependencies })) {
      if (name.startsWith('@room-callbacks/')) t.equal(range, `^${version}`, name)
      else if (name in ours && !['typescript', '@types/node'].includes(name))
        t.equal(
          range.replace('^', '').split('.')[0],
          ours[name].replace('^', '').split('.')[0],
          `${framework}: ${name}`,
        )
    }
  }
})

t.test('nothing is overwritten', async (t) => {
  const cwd = t.testdir({ mine: { 'server.ts': 'mine' }, empty: {}, file: 'mine' })
  const inUse = await runCli(['create', 'mine', '--framework', 'koa'], { cwd })
  t.equal(inUse.code, 2)
  t.match(inUse.stderr, /^folder-in-use: .*mine is not empty\.\nNothing there was changed\./)
  t.match(
    (await runCli(['create', 'file', '--framework', 'koa'], { cwd })).stderr,
    /cannot be read as a folder: ENOTDIR/,
  )
  t.match((await runCli(['create', 'file/below', '--framework', 'koa'], { cwd })).stderr, /^folder-in-use: /)
  symlinkSync('nowhere/at/all', `${cwd}/dangling`)
  const dangling = await runCli(['create', 'dangling', '--framework', 'koa'], { cwd })
  t.match([dangling.code, dangling.stderr], [2, /^folder-in-use: .* cannot be written: E\w+\./], 'a link to nothing')
  const { code, stdout } = await runCli(['create', 'empty/', '--framework', 'koa'], { cwd })
  t.equal(code, 0, 'an empty folder is taken')
  t.match(
    stdout,
    /receives callbacks: Koa 3\n[\s\S]*Next, with Node 22\.18 or newer:\n {2}cd empty\/\n {2}npm install\n {2}npm test\n {2}npm run dev\n/,
  )
  const odd = await runCli(['create', '-- ü Große Party!', '--framework', 'functions'], { cwd })
  t.equal(odd.code, 2, 'a flag is no folder')
  await runCli(['create', 'Große Party!', '--framework', 'functions'], { cwd })
  t.equal(JSON.parse(readFileSync(`${cwd}/Große Party!/package.json`, 'utf8')).name, 'gro-e-party')
  await runCli(['create', '群', '--framework', 'functions'], { cwd })
  t.equal(JSON.parse(readFileSync(`${cwd}/群/package.json`, 'utf8')).name, 'callbacks')
})

t.test('a terminal is asked for the framework, and nothing else is', async (t) => {
  const cwd = t.testdir()
  const without = await runCli(['create', 'app'], { cwd })
  t.equal(without.code, 2)
  t.match(without.stderr, /^invalid-arguments: Which framework\? Give --framework: express, koa, fastify,/)
  const asked = new Running(['create', 'app'], { cwd, isTerminal: true })
  await asked.until('stderr', /Which framework\?/)
  asked.stdin.write('\u001b[B')
  asked.stdin.write('\r')
  t.equal((await asked.ended).code, 0)
  t.match(JSON.parse(readFileSync(`${cwd}/app/package.json`, 'utf8')).dependencies, { koa: String })
  const given = new Running(['create', 'other'], { cwd, isTerminal: true })
  await given.until('stderr', /Which framework\?/)
  given.stdin.write('\u0003')
  t.equal((await given.ended).code, 5)
  t.match(given.stderr.text, 'No framework was chosen.')
  t.notOk(existsSync(`${cwd}/other`), 'nothing was written')
})
