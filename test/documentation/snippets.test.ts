import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { callbackQuery, engineHeaders, samples, sampleText } from '@room-callbacks/testing'
import t from 'tap'
import { PostgresServer } from '../postgres/postgres-server.ts'
import { RedisServer } from '../redis/redis-server.ts'
import { folder, type Snippet, writeSnippets } from './snippets.ts'

const token = 'tRtcWebhookToken01'
const key = 'exampleKey01'
const readme = readFileSync('README.md', 'utf8')
const snippets = writeSnippets()
const redis = RedisServer.isInstalled() ? await RedisServer.start() : undefined
const postgres = PostgresServer.isInstalled() ? await PostgresServer.start(['fsync=off']) : undefined
t.teardown(() => Promise.all([redis?.remove(), postgres?.remove()]))

t.test('every snippet of the documentation compiles', async (t) => {
  t.ok(snippets.length > 5, `${snippets.length} snippets`)
  const compiler = 'node_modules/typescript/bin/tsc'
  const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' })
  t.equal(stdout, '')
  t.equal(status, 0)
})

for (const { name, file, hasKey } of snippets.filter(isRunnable)) {
  t.test(`${name} runs`, async (t) => {
    // What it writes, it writes here.
    const child = start(file, t.testdir())
    const errors: string[] = []
    child.stderr?.on('data', (chunk) => errors.push(String(chunk)))
    let printed = ''
    child.stdout?.on('data', (chunk) => {
      printed += chunk
    })
    const port = await Promise.race([
      once(child, 'message').then(([port]) => port as number),
      once(child, 'exit').then(() => undefined),
    ])
    if (port === undefined) {
      t.equal(child.exitCode, 0, errors.join(''))
      return
    }
    for (const { command, product, variant } of samples) {
      const body = sampleText(command, product, variant)
      if (product === 'rtc-engine') {
        if (!hasKey) continue
        const headers = engineHeaders({ sdkAppId: 1400000000, key, body })
        const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body })
        t.strictSame([response.status, await response.json()], [200, { code: 0 }], command)
        continue
      }
      const query = callbackQuery({ sdkAppId: 1400000000, command, token })
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(`http://127.0.0.1:${port}/?${query}`, { method: 'POST', headers, body })
      t.equal(response.status, 200, command)
      t.match(await response.json(), { ActionStatus: 'OK' }, command)
    }
    child.kill()
    await once(child, 'exit')
    if (name === 'README.md snippet 1')
      t.match(printed, /^```text\n([\s\S]*?)^```$/m.exec(readme)?.[1], 'it prints what the README shows')
  })
}

/** A machine without a server runs the snippets that need none. */
function isRunnable({ needs }: Snippet): boolean {
  return (needs !== 'redis' || redis !== undefined) && (needs !== 'postgres' || postgres !== undefined)
}

function start(file: string, cwd: string): ChildProcess {
  const preload = pathToFileURL('test/documentation/listen-on-free-port.mjs').href
  return fork(file, {
    cwd,
    execArgv: ['--import', preload, '--conditions=@room-callbacks/source'],
    env: {
      ...process.env,
      CALLBACK_TOKEN: token,
      CALLBACK_KEY: key,
      REDIS_URL: redis?.url ?? '',
      DATABASE_URL: postgres?.url ?? '',
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
}
