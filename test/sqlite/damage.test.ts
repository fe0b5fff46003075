import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LeasedEntry } from '@room-callbacks/core/inbox'
import { openStore } from '@room-callbacks/sqlite'
import t, { type Test } from 'tap'
import { startChild } from './child.ts'
import { freshPlace } from './fresh-place.ts'
import { numbered } from './records.ts'
import { settingsOf } from './settings.ts'

const error = { code: 'handler-failed', message: 'as asked' }
const count = 400
const damaged = /^inbox-failed .*(damaged|no SQLite database).*sqlite3 FILE \.recover/

/** A file that holds 400 records in every state, and was closed. */
async function filledFile(t: Test): Promise<{ path: string; folder: string }> {
  const { path, folder, remove } = freshPlace()
  t.teardown(remove)
  const store = await openStore(path, settingsOf('none', 10_000))
  const now = Date.now()
  const put = (number: number, more = {}) => store.put(numbered(number, more, 1000), now, 20_000)
  await Promise.all(Array.from({ length: count }, (_, number) => put(number, number >= 380 ? { refusal: error } : {})))
  const request = { limit: 150, now, duration: 600_000, commands: '*', suspects: 'one' } as const
  const { entries } = await store.lease(request)
  await Promise.all(
    entries.slice(0, 100).map((entry: LeasedEntry, index) => {
      if (index < 50) return store.complete(entry, now, now + 3_600_000)
      if (index < 80) return store.delay(entry, now, 600_000, error)
      return store.deadLetter(entry, now, error)
    }),
  )
  await store.close()
  return { path, folder }
}

/** What a process says of each file; one that ended by a signal says no more. */
async function readAll(t: Test, paths: readonly string[]): Promise<readonly string[]> {
  const child = startChild('read-damaged', [String(count)])
  child.process.stdin?.end(paths.map((path) => `${path}\n`).join(''))
  t.equal(await child.ended, 0, 'no signal ended it')
  t.equal(child.lines.length, paths.length)
  return child.lines
}

/** The same numbers in each run. */
function seeded(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

t.test('a damaged file is refused, or everything is there', async (t) => {
  const { path, folder } = await filledFile(t)
  const whole = readFileSync(path)
  const random = seeded(Number(process.env['DAMAGE_SEED'] ?? 1))
  const paths: string[] = []
  for (let number = 0; number < 60; number++) {
    const copy = join(folder, `damaged-${number}.db`)
    paths.push(copy)
    const bytes = Buffer.from(whole)
    const offset = random(whole.length)
    const length = 1 + random([1, 16, 512, 4096, 40_000][number % 5] as number)
    if (number % 6 === 5) writeFileSync(copy, bytes.subarray(0, offset))
    else {
      const end = Math.min(offset + length, whole.length)
      for (let place = offset; place < end; place++)
        bytes[place] = number % 3 === 0 ? 0 : number % 3 === 1 ? 255 : random(256)
      writeFileSync(copy, bytes)
    }
  }
  const lines = await readAll(t, [...paths, path])
  t.equal(lines.at(-1), 'lost 0', 'the whole file')
  for (const [number, line] of lines.entries())
    t.match(line, /^lost 0$|^inbox-failed /, [...paths, path][number] as string)
  const refused = lines.filter((line) => line.startsWith('inbox-failed'))
  t.ok(refused.length > 30, `${refused.length} of 60 were refused`)
  for (const line of refused) t.match(line, damaged)
})

t.test('what is no database, or the beginning of one, is refused', async (t) => {
  const { path, folder } = await filledFile(t)
  const whole = readFileSync(path)
  const files: Record<string, Buffer> = {
    text: Buffer.from('hello'),
    zeros: Buffer.alloc(100_000),
    'one page': whole.subarray(0, 4096),
    'half a page': whole.subarray(0, 2048),
    'all but the last page': whole.subarray(0, -4096),
  }
  const paths = Object.entries(files).map(([name, bytes]) => {
    writeFileSync(join(folder, name), bytes)
    return join(folder, name)
  })
  for (const line of await readAll(t, paths)) t.match(line, damaged)
})

t.test('the thread of a refused file has ended before the refusal is told', async (t) => {
  const { path, remove } = freshPlace()
  t.teardown(remove)
  writeFileSync(path, 'hello', { mode: 0o600 })
  let hasEnded = false
  process.once('worker', (worker) => worker.once('exit', () => (hasEnded = true)))
  await t.rejects(openStore(path, settingsOf('none', 10)), { code: 'inbox-failed' })
  t.ok(hasEnded)
})

t.test('a byte of a packet that changed on the disk is noticed', async (t) => {
  const { path } = await filledFile(t)
  const bytes = readFileSync(path)
  const place = bytes.indexOf(Buffer.alloc(1000, 'a')) + 500
  bytes[place] = 98
  writeFileSync(path, bytes)
  const [line] = await readAll(t, [path])
  t.match(line, /^inbox-failed .* damaged\. Record \d+ is not as it was written/)
})

t.test('in a file that is too large to be read at each start, a damaged record is a dead letter', async (t) => {
  const { path, remove } = freshPlace()
  t.teardown(remove)
  const store = await openStore(path, settingsOf('none', 10_000))
  const large = Buffer.alloc(4_000_000, 97)
  for (let number = 0; number < 20; number++) await store.put(numbered(number, { body: large }), 5, 20_000)
  await store.close()
  t.ok(statSync(path).size > 67_108_864)
  const bytes = readFileSync(path)
  bytes[bytes.length - 2_000_000] = 98
  writeFileSync(path, bytes)
  const again = await openStore(path, settingsOf('none', 10_000))
  t.teardown(() => again.close())
  const { entries } = await again.lease({ limit: 50, now: 5, duration: 1000, commands: '*', suspects: 'one' })
  t.equal(entries.length, 19)
  const letters = await again.list('dead', { limit: 9 })
  t.match(letters, [{ error: { code: 'inbox-failed', message: /damaged/ } }])
})
