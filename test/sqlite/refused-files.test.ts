import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import t, { type Test } from 'tap'
import { loadDriver } from '../../packages/sqlite/src/database/load-driver.ts'
import { freshPlace } from './fresh-place.ts'
import { openInProcess } from './in-process.ts'
import { numbered } from './records.ts'
import { settingsOf } from './settings.ts'

/** A file that holds 20 records, and was closed. */
async function filledFile(t: Test): Promise<string> {
  const { path, remove } = freshPlace()
  t.teardown(remove)
  const store = openInProcess(path, settingsOf())
  for (let number = 0; number < 20; number++) await store.put(numbered(number, {}, 1000), 1, 20_000)
  await store.close()
  return path
}

/** Changes a file behind the back of the store. */
function change(path: string, sql: string): void {
  const database = loadDriver()(path)
  database.exec(sql)
  database.close()
}

const opening = (path: string) => () => openInProcess(path, settingsOf())

t.test('a record that is not as it was written', async (t) => {
  const path = await filledFile(t)
  const bytes = readFileSync(path)
  bytes[bytes.indexOf(Buffer.alloc(1000, 'a')) + 500] = 98
  writeFileSync(path, bytes)
  t.throws(opening(path), { code: 'inbox-failed', message: /damaged\. Record \d+ is not as it was written/ })
})

t.test('records and entries of different moments', async (t) => {
  for (const table of ['records', 'entries']) {
    const path = await filledFile(t)
    change(path, `DELETE FROM ${table}`)
    t.throws(opening(path), { code: 'inbox-failed', message: /damaged\. Its parts are of different moments/ }, table)
  }
})

t.test('a database of something else, and one of a newer release', async (t) => {
  const other = await filledFile(t)
  change(other, 'PRAGMA application_id = 1')
  t.throws(opening(other), { message: /a SQLite database of something else\. Name another file/ })
  const text = `${dirname(other)}/notes.txt`
  writeFileSync(text, 'These are notes of another program.')
  for (const path of [other, text]) {
    chmodSync(path, 0o644)
    const bytes = readFileSync(path)
    t.throws(opening(path), { message: /of something else|not a database/ })
    t.equal(statSync(path).mode & 0o777, 0o644, 'a file of another program keeps its rights')
    t.ok(readFileSync(path).equals(bytes))
  }
  const newer = await filledFile(t)
  change(newer, 'PRAGMA user_version = 99')
  t.throws(opening(newer), { message: /has format 99, and this release knows those up to \d+: update the package/ })
})
