import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { callbackQuery, sampleText } from '@room-callbacks/testing'
import t from 'tap'
import { account, sdkAppId, token } from './servers.ts'

const program = 'packages/cli/bin/room-callbacks.js'
// Node 24 warns where both are set, and the runner sets them as it likes.
const uncoloured = { FORCE_COLOR: '', NO_COLOR: undefined }
// These children are compiled like the tests, so they can be measured with them: scripts/measure-own-process.mjs.
// V8 counts no branches in functions that come from the cache of compiled sources.
const measured = { _TAPJS_PROCESSINFO_COVERAGE_: '1', NODE_DISABLE_COMPILE_CACHE: '1' }
const created = 'Room.CallbackAfterCreateRoom'

/** The program in a process of its own, which counts for the coverage. */
const start = (...argv: string[]): ChildProcess => startWith([], ...argv)

/** The same, with more flags for Node. */
const startWith = (flags: readonly string[], ...argv: string[]): ChildProcess =>
  spawn(process.execPath, [...process.execArgv, ...flags, program, ...argv], {
    env: { ...process.env, ...account, ...uncoloured, ...measured },
  })

async function endOf(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const streams = [child.stdout, child.stderr] as [
    NonNullable<ChildProcess['stdout']>,
    NonNullable<ChildProcess['stdout']>,
  ]
  const [[code], stdout, stderr] = await Promise.all([once(child, 'exit'), ...streams.map((stream) => text(stream))])
  return { code: code as number | null, stdout: stdout as string, stderr: stderr as string }
}

/** Waits until it listens; gives the URL. */
async function urlOf(child: ChildProcess): Promise<string> {
  let told = ''
  for (;;) {
    const found = /Listening on (http:\S+?)[ ,]/.exec(told)
    if (found) return found[1] as string
    const more = once(child.stderr as NonNullable<ChildProcess['stderr']>, 'data')
    const [chunk] = await Promise.race([more, once(child, 'exit').then(() => [])])
    if (chunk === undefined) throw new Error(`It ended: ${told}`)
    told += chunk
  }
}

const post = (url: string): Promise<Response> =>
  fetch(`${url}/?${callbackQuery({ sdkAppId, token, command: created })}`, {
    method: 'POST',
    body: sampleText(created),
  })

t.test('it prints without colours in a pipe, and closes when it is told to end', async (t) => {
  const child = start('listen', '--port', '0')
  const end = endOf(child)
  t.equal((await post(await urlOf(child))).status, 200)
  child.kill('SIGTERM')
  const { code, stdout } = await end
  t.equal(code, 0)
  t.match(stdout, '200 handled  Room.CallbackAfterCreateRoom')
  t.notOk(stdout.includes('\u001b'))
})

t.test('Ctrl-C twice does not wait for what is under way', async (t) => {
  const child = start('forward', '--to', 'http://127.0.0.1:1', '--port', '0')
  const { hostname, port } = new URL(await urlOf(child))
  const socket = connect(Number(port), hostname)
  // A body of which the end never comes.
  socket.write('POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n')
  await once(socket, 'data')
  child.kill('SIGINT')
  await refused(Number(port), hostname)
  child.kill('SIGINT')
  t.equal((await once(child, 'exit'))[0], 130)
  socket.destroy()
})

/** Waits until nothing listens there any more. */
async function refused(port: number, hostname: string): Promise<void> {
  for (;;) {
    const socket = connect(port, hostname)
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (!isOpen) return
  }
}

t.test('it ends when the reader of its output is gone', async (t) => {
  const child = start('listen', '--port', '0')
  const url = await urlOf(child)
  child.stdout?.destroy()
  const exit = once(child, 'exit')
  // Its answer may be lost: it ends as soon as it prints.
  await post(url).catch(() => {})
  t.equal((await exit)[0], 0)
})

t.test('results that cannot be written are a failure', async (t) => {
  const stdout = openSync('/dev/null', 'r')
  t.teardown(() => closeSync(stdout))
  const child = spawn(process.execPath, [...process.execArgv, program, 'list'], {
    env: { ...process.env, ...uncoloured, ...measured },
    stdio: ['ignore', stdout, 'pipe'],
  })
  const told = text(child.stderr as NonNullable<ChildProcess['stderr']>)
  const [[code], stderr] = await Promise.all([once(child, 'exit'), told])
  t.equal(code, 1)
  t.match(stderr, /^output-lost: What should be printed cannot be written: E\w+\.\nIs the disk full\?/)
})

t.test('it goes on when the reader of stderr is gone', async (t) => {
  const child = start('listen', '--port', '0')
  const url = await urlOf(child)
  const stderr = child.stderr as NonNullable<ChildProcess['stderr']>
  await once(stderr.destroy(), 'close')
  t.equal((await fetch(`${url}/favicon.ico`)).status, 404)
  t.equal((await post(url)).status, 200)
  child.kill('SIGTERM')
  t.equal((await once(child, 'exit'))[0], 0)
})

t.test('not even a stray error shows a stack', async (t) => {
  const stray = 'data:text/javascript,process.on("SIGUSR2",()=>{throw new Error("stray")})'
  const child = startWith(['--import', stray], 'listen', '--port', '0')
  const end = endOf(child)
  await urlOf(child)
  child.kill('SIGUSR2')
  const { code, stderr } = await end
  t.equal(code, 70)
  t.match(stderr, /\ninternal: stray\nThis is a fault of room-callbacks: [^\n]+\n$/)
})

t.test('in a checkout it runs from source, without a build and without flags, and ends with the code', async (t) => {
  const child = spawn(process.execPath, [program, 'show', 'nonsense'], { env: { ...process.env, ...uncoloured } })
  const { code, stderr } = await endOf(child)
  t.equal(code, 2)
  t.match(stderr, /^unknown-command: /)
})
