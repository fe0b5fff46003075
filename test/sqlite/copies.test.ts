import { spawnSync } from 'node:child_process'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openStore } from '@room-callbacks/sqlite'
import t, { type Test } from 'tap'
import { startChild } from './child.ts'
import { freshPlace } from './fresh-place.ts'
import { numberOf } from './records.ts'
import { settingsOf } from './settings.ts'

/** What these tests need of `node:sqlite`, which the types of Node 20 do not know. */
interface Database {
  exec(sql: string): void
  prepare(sql: string): { get(): object; all(): { readonly head: unknown }[] }
  close(): void
}
const { DatabaseSync } = process.getBuiltinModule('node:sqlite') as unknown as {
  DatabaseSync: new (path: string) => Database
}

/** Unit: bytes. */
const pageSize = 4096

async function numbersIn(path: string): Promise<Set<number>> {
  const store = await openStore(path, settingsOf('key', 1_000_000))
  const found = await store.list('waiting', { limit: 1_000_000 })
  await store.close()
  return new Set(found.map(({ record }) => numberOf(record)))
}

/** A place that a process writes to until the test ends, and what it has answered so far. */
async function busyPlace(t: Test) {
  const { path, folder, remove } = freshPlace()
  const child = startChild('put-for-ever', [path])
  t.teardown(async () => {
    await child.kill()
    await remove()
  })
  await child.printed(100)
  const acknowledged = () => child.lines.filter((line) => /^\d+$/.test(line)).map(Number)
  return { path, folder, child, acknowledged }
}

/** Whether a copy is refused; otherwise it must hold a moment of the file. */
async function isRefused(t: Test, copy: string): Promise<boolean> {
  try {
    const found = [...(await numbersIn(copy))].sort((one, other) => one - other)
    // They were put one after the other, eight at a time.
    const whole = Math.max(found.length - 8, 0)
    t.same(found.slice(0, whole), [...found.keys()].slice(0, whole), `${found.length} without a gap`)
    return false
  } catch (error) {
    t.match(error, { code: 'inbox-failed', message: /damaged/ })
    return true
  }
}

t.test('a copy of a file in use is refused, or holds a moment of it: nothing between them', async (t) => {
  const { path, folder, child } = await busyPlace(t)
  for (let number = 0; number < 12; number++) {
    await child.printed(child.lines.length + 200)
    const copy = join(folder, `copy-${number}.db`)
    copyFileSync(path, copy)
    if (number % 2 === 0) copyFileSync(`${path}-wal`, `${copy}-wal`)
    await isRefused(t, copy)
  }
})

t.test('a copy that was made slowly is refused, though the process that wrote the file is alive', async (t) => {
  const { path, folder, child } = await busyPlace(t)
  const first = await growFrom(child, path, 0)
  const second = await growFrom(child, path, first.length)
  const pages = first.length / pageSize
  let refused = 0
  for (let copied = 1; copied < 6; copied++) {
    // A part in the middle was copied before it was written again, and the rest after that.
    const [from, to] = [copied, copied + 1].map((part) => Math.floor((pages * part) / 7) * pageSize) as [number, number]
    const copy = join(folder, `copy-${copied}.db`)
    writeFileSync(copy, Buffer.concat([second.subarray(0, from), first.subarray(from, to), second.subarray(to)]))
    if (await isRefused(t, copy)) refused += 1
  }
  t.ok(refused > 0, `${refused} of 5 refused`)
})

/** The file, when it has grown by 100 pages. */
async function growFrom(
  child: Awaited<ReturnType<typeof busyPlace>>['child'],
  path: string,
  length: number,
): Promise<Buffer> {
  for (;;) {
    await child.printed(child.lines.length + 200)
    const file = readFileSync(path)
    if (file.length >= length + 100 * pageSize) return file
  }
}

t.test('a backup as docs/sqlite.md makes it holds everything that was answered before', async (t) => {
  const { path, folder, acknowledged } = await busyPlace(t)
  const copy = join(folder, 'backup.db')
  const before = acknowledged()
  const database = new DatabaseSync(path)
  database.exec(`VACUUM INTO '${copy}'`)
  database.close()
  const found = await numbersIn(copy)
  t.same(
    before.filter((number) => !found.has(number)),
    [],
  )
})

t.test('after a kill the file is whole, and holds what was answered', async (t) => {
  const { path, child, acknowledged } = await busyPlace(t)
  await child.kill()
  const database = new DatabaseSync(path)
  t.match(database.prepare('PRAGMA quick_check').get(), { quick_check: 'ok' })
  database.close()
  const found = await numbersIn(path)
  t.same(
    acknowledged().filter((number) => !found.has(number)),
    [],
  )
})

const shell = (command: string): string => spawnSync('sh', ['-c', command], { encoding: 'utf8' }).stdout

t.test('the shell saves what is readable, as docs/sqlite.md shows', async (t) => {
  const { path, folder, child, acknowledged } = await busyPlace(t)
  await child.kill()
  const saved = join(folder, 'saved.db')
  // The shell of Debian 12 cannot `.recover` any file.
  shell(`sqlite3 '${path}' .dump | sed 's/^ROLLBACK.*/COMMIT;/' | sqlite3 '${saved}'`)
  const database = new DatabaseSync(saved)
  const rows = database.prepare('SELECT head, CAST(body AS TEXT) AS body FROM records').all()
  database.close()
  const found = new Set(rows.map(({ head }) => numberOf(JSON.parse(String(head)))))
  t.same(
    acknowledged().filter((number) => !found.has(number)),
    [],
  )
})
