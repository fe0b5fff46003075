import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openStore } from '@room-callbacks/sqlite'
import t, { type Test } from 'tap'
import { startChild } from './child.ts'
import { freshPlace } from './fresh-place.ts'
import { numberOf } from './records.ts'
import { settingsOf } from './settings.ts'

const header = 32
const frame = 24 + 4096
const damaged = { code: 'inbox-failed', message: /log of the database is damaged.*sqlite3 FILE \.recover/ }

/** What a process left that was killed while it received, and what it had answered. */
async function killedPlace(t: Test) {
  const { path, folder, remove } = freshPlace()
  t.teardown(remove)
  const child = startChild('put-for-ever', [path])
  await child.printed(200)
  await child.kill()
  const acknowledged = child.lines.filter((line) => /^\d+$/.test(line)).map(Number)
  const log = readFileSync(`${path}-wal`)
  let copies = 0
  const openWith = async (bytes: Buffer | undefined) => {
    const copy = join(folder, `copy-${copies++}.db`)
    copyFileSync(path, copy)
    if (bytes) writeFileSync(`${copy}-wal`, bytes)
    const store = await openStore(copy, settingsOf('key', 100_000))
    const found = await store.list('waiting', { limit: 100_000 })
    await store.close()
    return new Set(found.map(({ record }) => numberOf(record)))
  }
  return { path, acknowledged, log, openWith }
}

const changed = (log: Buffer, place: number, byte = (log[place] as number) ^ 0xff): Buffer => {
  const bytes = Buffer.from(log)
  bytes[place] = byte
  return bytes
}

/** The places of the frames that end a transaction. */
function commitsIn(log: Buffer): number[] {
  const salts = log.readBigUInt64BE(16)
  const commits: number[] = []
  for (let place = header; place + frame <= log.length && log.readBigUInt64BE(place + 8) === salts; place += frame)
    if (log.readUInt32BE(place + 4) > 0) commits.push(place)
  return commits
}

t.test('a damaged log is refused, and never taken for a shorter one', async (t) => {
  const { acknowledged, log, openWith } = await killedPlace(t)
  const found = await openWith(log)
  t.same(
    acknowledged.filter((number) => !found.has(number)),
    [],
    'what was answered is there',
  )
  const commits = commitsIn(log)
  t.ok(commits.length > 10)
  const last = commits.at(-2) as number
  for (let number = 0; number < 12; number++) {
    const place = header + Math.floor((number / 12) * (last - header))
    await t.rejects(openWith(changed(log, place)), damaged, `byte ${place} of ${log.length}`)
  }
  for (const place of [0, 9, 17, 25]) await t.rejects(openWith(changed(log, place)), damaged, `byte ${place}`)
  const zeroed = Buffer.from(log)
  zeroed.fill(0, 0, header)
  await t.rejects(openWith(zeroed), damaged)
})

t.test('what a loss of power leaves of the last transaction is the end of the log', async (t) => {
  const { acknowledged, log, openWith } = await killedPlace(t)
  const commits = commitsIn(log)
  const [before, last] = commits.slice(-2) as [number, number]
  const end = log.subarray(0, last + frame)
  for (const torn of [changed(end, before + frame + 100), changed(end, last + 100), end.subarray(0, last + 2000)]) {
    const found = await openWith(torn)
    const lost = acknowledged.filter((number) => !found.has(number))
    t.ok(lost.length <= 16, `the last ones: ${lost.join(' ')}`)
  }
})

t.test('a log of which nothing reached the disk is an empty one', async (t) => {
  const { path, folder, remove } = freshPlace()
  t.teardown(remove)
  for (const [number, bytes] of [Buffer.alloc(0), Buffer.alloc(20), Buffer.alloc(200_000)].entries()) {
    const copy = join(folder, `new-${number}.db`)
    writeFileSync(`${copy}-wal`, bytes)
    const store = await openStore(copy, settingsOf())
    await store.close()
  }
  t.notOk(existsSync(path))
})
