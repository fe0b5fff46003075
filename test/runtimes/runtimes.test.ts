import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { callbackQuery, packet, sampleText } from '@room-callbacks/testing'
import { build } from 'esbuild'
import t, { type Test } from 'tap'
import { until } from './until.ts'

const token = 'tRtcWebhookToken01'
const seats = 'Mic.CallbackAfterSeatInfoChanged'
const gift = 'Live.CallbackBeforeSendGift'

interface Runtime {
  readonly name: string
  /** Its binary, from an npm package that scripts/runtimes.mjs installs. */
  readonly binary: string
  readonly program: 'module' | 'bun' | 'node'
  /** Whether it tells the address of the caller. */
  readonly tellsAddress: boolean
  readonly args: (file: string, folder: string) => readonly string[]
  /** Which of its outputs has the address. */
  readonly output: 1 | 2 | 3
}

const runtimes: readonly Runtime[] = [
  { name: 'Node', binary: process.execPath, program: 'node', tellsAddress: true, args: (file) => [file], output: 1 },
  {
    name: 'workerd',
    binary: resolve('test/runtimes/installed/node_modules/workerd/bin/workerd'),
    program: 'module',
    tellsAddress: false,
    args: (_file, folder) => ['serve', `${folder}/config.capnp`, '--control-fd=3'],
    output: 3,
  },
  {
    name: 'Deno',
    binary: resolve('test/runtimes/installed/node_modules/deno/deno'),
    program: 'module',
    tellsAddress: true,
    args: (file) => ['serve', '--no-config', '--host', '127.0.0.1', '--port', '0', file],
    output: 2,
  },
  {
    name: 'Bun',
    binary: resolve('test/runtimes/installed/node_modules/bun/bin/bun.exe'),
    program: 'bun',
    tellsAddress: true,
    args: (file) => ['run', file],
    output: 1,
  },
]

const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "module.mjs", esModule = embed "module.mjs")],
    compatibilityDate = "2025-09-01",
    compatibilityFlags = ["nodejs_compat"],
  ))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`

/** The programs as users bundle them: one file each, with nothing of Node but its built-in modules. */
const bundled = (outdir: string) =>
  build({
    entryPoints: ['module', 'bun', 'node'].map((name) => `test/runtimes/programs/${name}.ts`),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'es2023',
    conditions: ['@room-callbacks/source'],
    logLevel: 'error',
  })

/** Starts a program, and gives where it listens. */
async function start(t: Test, { binary, program, args, output }: Runtime, folder: string): Promise<string> {
  const child: ChildProcess = spawn(binary, args(`${folder}/${program}.mjs`, folder), {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: folder, DENO_NO_UPDATE_CHECK: '1', NO_COLOR: '1' },
  })
  let printed = ''
  let said = ''
  for (const [index, stream] of child.stdio.entries()) {
    const readable = stream as Readable | null
    readable?.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      if (index === output) said += text
    })
  }
  t.teardown(() => child.kill('SIGKILL'))
  const port = await until(() => {
    if (child.exitCode !== null) throw new Error(`It ended: ${printed}`)
    return /127\.0\.0\.1:(\d+)|"port":\s*(\d+)/.exec(said)
  })
  return `http://127.0.0.1:${port[1] ?? port[2]}`
}

const folder = t.testdir({ 'config.capnp': config })
await bundled(folder)
writeFileSync(`${folder}/package.json`, '{"type":"module"}')

const found = runtimes.filter(({ name, binary }) => {
  if (existsSync(binary)) return true
  // In CI this is a failure, below.
  console.log(`There is no ${name} in test/runtimes/installed: its smoke test is left out.`)
  return false
})
if (process.env['CI']) t.equal(found.length, runtimes.length, 'CI has every runtime')

for (const runtime of found) {
  t.test(`${runtime.name} receives callbacks`, async (t) => {
    const url = await start(t, runtime, folder)
    const post = (
      path: string,
      command: typeof seats | typeof gift,
      init: RequestInit = {},
      signedWith: string | undefined = token,
    ) =>
      fetch(
        `${url}${path}?${callbackQuery({ sdkAppId: 1400000000, command, ...(signedWith && { token: signedWith }) })}`,
        {
          method: 'POST',
          body: sampleText(command),
          headers: { 'content-type': 'application/json' },
          ...init,
        },
      )

    const accepted = await post('/', seats)
    t.equal(accepted.status, 200)
    t.strictSame(await accepted.json(), { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 })
    const handled = await until(async () => {
      const seen = (await (await fetch(`${url}/handled`)).json()) as string[]
      return seen.length > 0 ? seen : null
    })
    t.strictSame(handled, ['144115233775727695'], 'after its answer, and no digit is lost')

    const denied = await post('/', gift, { body: JSON.stringify(packet(gift)) })
    t.match(await denied.json(), { ActionStatus: 'OK', ErrorCode: 102101, ErrorInfo: 'Not enough coins' })

    t.equal((await post('/', seats, {}, 'another')).status, 401)
    t.equal((await fetch(`${url}/?a=1`)).status, 404)
    const large = await post('/', seats, { body: 'x'.repeat(6000) })
    t.equal(large.status, 413)
    const pieces = new ReadableStream({
      start(controller) {
        for (let piece = 0; piece < 6; piece += 1) controller.enqueue(new Uint8Array(1000))
        controller.close()
      },
    })
    const chunked = await post('/', seats, { body: pieces, duplex: 'half' } as RequestInit)
    t.equal(chunked.status, 413, 'a body of unknown length')
    t.equal((await post('/', seats, { body: '{' })).status, 400)

    const listed = await post('/listed', seats, {}, '')
    t.equal(listed.status, runtime.tellsAddress ? 200 : 403, 'the address of the caller, or none')
  })
}
