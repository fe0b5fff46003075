import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { callbackQuery, engineHeaders, samples, sampleText } from '@room-callbacks/testing'
import t from 'tap'
import { PostgresServer } from '../postgres/postgres-server.ts'
import { RedisServer } from '../redis/redis-server.ts'
import { folder, type Snippet, writeSnippets } from './snippets.ts'

const token = 'tRtcWebhookToken01'
const key = 'exampleKey01'
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

for (const { name, file, needs, hasKey, prints } of snippets.filter(isRunnable)) {
  t.test(`${name} runs`, async (t) => {
    // Another snippet may have stored the same callbacks.
    if (needs === 'postgres') await postgres?.query('DROP SCHEMA IF EXISTS room_callbacks CASCADE')
    if (needs === 'redis') await redis?.command('FLUSHALL')
    // What it writes, it writes here.
    const child = start(file, t.testdir())
    const errors: string[] = []
    child.stderr?.on('data', (chunk) => errors.push(String(chunk)))
    const output = new Output(child)
    const port = await Promise.race([
      once(child, 'message').then(([port]) => port as number),
      once(child, 'exit').then(() => undefined),
    ])
    if (port === undefined) {
      t.equal(child.exitCode, 0, errors.join(''))
      for (const shown of prints) await output.has(shown)
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
    // An inbox handles a callback after its answer.
    for (const shown of prints) await output.has(shown)
    child.kill()
    await once(child, 'exit')
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

/** What a child process has printed so far. */
class Output {
  #text = ''
  readonly #child: ChildProcess

  constructor(child: ChildProcess) {
    this.#child = child
    child.stdout?.on('data', (chunk) => {
      this.#text += chunk
    })
  }

  /**
   * Waits until it is printed.
   *
   * @throws if the process ends without it, or prints nothing for 30 s
   */
  async has(pattern: RegExp): Promise<void> {
    const stdout = this.#child.stdout as Readable
    while (!pattern.test(this.#text)) {
      if (stdout.readableEnded) throw new Error(`${pattern} is not in: ${this.#text}`)
      const signal = AbortSignal.timeout(30_000)
      await Promise.race([once(stdout, 'data', { signal }), once(stdout, 'end', { signal })])
    }
  }
}
