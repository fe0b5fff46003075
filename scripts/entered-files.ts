import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { Session } from 'node:inspector/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { roomCallbacks } from '@room-callbacks/node'
import { openInbox } from '@room-callbacks/sqlite'
import { callbackQuery, packet } from '@room-callbacks/testing'
import { DirectCommits } from '../packages/sqlite/src/store/direct-commits.ts'

// How many of our files one After callback enters, from its request to the end of its handler: each is a page that a
// reader has to turn. V8 counts the calls. Fails above the limits, so that they stay.
// The embedded store commits in the event loop while the disk is quick, and in its thread while it is slow. A busy machine takes
// both ways, so both count together; what runs inside the thread is not seen from here.
const limits = { 'without an inbox': 25, 'with the embedded store': 45 }
const root = fileURLToPath(new URL('../', import.meta.url))
const command = 'Room.CallbackAfterCreateRoom'
let time = 0
const session = new Session()
session.connect()
await session.post('Profiler.enable')
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })

const folder = mkdtempSync(join(tmpdir(), 'room-callbacks-'))
try {
  // By a clock that stands still no commit is slow.
  const open = DirectCommits.open.bind(DirectCommits)
  DirectCommits.open = (path, opening) => open(path, opening, () => 0)
  const inbox = await openInbox(join(folder, 'callbacks.db'))
  report('without an inbox', await filesOf({}))
  const quick = await filesOf({ inbox })
  DirectCommits.prototype.run = () => undefined
  const slow = await filesOf({ inbox })
  report('with the embedded store', [...new Set([...quick, ...slow])].sort())
  await inbox.close()
} finally {
  rmSync(folder, { recursive: true })
}

async function filesOf(options: Parameters<typeof roomCallbacks>[1]): Promise<string[]> {
  const handled = Promise.withResolvers<void>()
  let count = 0
  const callbacks = roomCallbacks(1400000000, { token: 'secret', ...options }).on(command, () => {
    if (++count === 2) handled.resolve()
  })
  const server = createServer(callbacks).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  // Once: the signature of the query is made by core, too.
  const query = callbackQuery({ sdkAppId: 1400000000, command, token: 'secret' })
  const send = async (): Promise<void> => {
    // The inbox knows the callbacks before it.
    const body = JSON.stringify(packet(command, { EventTime: ++time }))
    const response = await fetch(`http://127.0.0.1:${port}/?${query}`, { method: 'POST', body })
    if (response.status !== 200) throw new Error(await response.text())
  }
  // The first one compiles and warms up.
  await send()
  await session.post('Profiler.takePreciseCoverage')
  await send()
  await handled.promise
  const { result } = await session.post('Profiler.takePreciseCoverage')
  await new Promise((resolve) => server.close(resolve))
  await callbacks.close()
  return result
    .filter(({ functions }) => functions.some(({ ranges }) => ranges.some((range) => range.count > 0)))
    .map(({ url }) => relative(root, url.startsWith('file:') ? fileURLToPath(url) : root))
    .filter((file) => /^packages\/(core|node|sqlite)\/src\//.test(file))
    .sort()
}

function report(what: keyof typeof limits, files: readonly string[]): void {
  console.log(`${what}: ${files.length} files, ${limits[what]} at most`)
  for (const file of files) console.log(`  ${file.replace('packages/', '').replace('/src/', ': ')}`)
  if (files.length > limits[what]) process.exitCode = 1
}
