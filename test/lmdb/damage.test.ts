import { chmodSync, cpSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openStore } from '@room-callbacks/lmdb'
import t, { type Test } from 'tap'
import { startChild } from './child.ts'
import { freshDirectory } from './fresh-directory.ts'
import { numbered } from './records.ts'
import { settingsOf } from './settings.ts'

/** A directory that holds 300 records, and is removed after the test. */
async function filledDirectory(t: Test): Promise<string> {
  const { directory, remove } = freshDirectory()
  t.teardown(remove)
  const path = join(directory, 'new', 'store.d')
  const store = openStore(path, settingsOf())
  await Promise.all(Array.from({ length: 300 }, (_, index) => store.put(numbered(index, {}, 1000 + index * 20), 5)))
  await store.close()
  return path
}

/** What a process says that opens a store and puts a record there; a process that crashed says nothing. */
async function tryInChild(t: Test, ...given: string[]): Promise<string> {
  const child = startChild('open-and-put', given)
  t.equal(await child.ended, 0, 'it did not crash')
  return child.lines.join('\n')
}

t.test('files are for their owner alone', async (t) => {
  const path = await filledDirectory(t)
  for (const name of ['data.mdb', 'lock.mdb']) t.equal(statSync(join(path, name)).mode & 0o777, 0o600, name)
  t.equal(statSync(path).mode & 0o777, 0o700)
})

t.test('a path that is a file, or lies in one', async (t) => {
  const { directory, remove } = freshDirectory()
  t.teardown(remove)
  const file = join(directory, 'file')
  writeFileSync(file, '')
  for (const path of [file, join(file, 'in', 'it')]) {
    t.throws(() => openStore(path, settingsOf()), { code: 'inbox-failed', message: / is a file/, cause: Error })
  }
})

t.test('what is no store is refused before it is mapped into memory', async (t) => {
  const path = await filledDirectory(t)
  const file = join(path, 'data.mdb')
  const whole = readFileSync(file)
  const put = (bytes: Buffer, position: number) =>
    Buffer.concat([whole.subarray(0, position), bytes, whole.subarray(position + bytes.length)])
  const pageSize = whole.readUInt32LE(48)
  const bad: Record<string, [Buffer, RegExp]> = {
    'a text': [Buffer.from('hello'), /cut short/],
    zeros: [Buffer.alloc(100_000), /not a file of LMDB/],
    'one page': [whole.subarray(0, pageSize), /cut short/],
    'a second page of zeros': [put(Buffer.alloc(pageSize), pageSize), /not a file of LMDB/],
    'another data format': [put(Buffer.of(3), 28), /data format is 3/],
    'a page size of 1': [put(Buffer.of(1, 0, 0, 0), 48), /not a file of LMDB/],
  }
  for (const [name, [bytes, why]] of Object.entries(bad)) {
    writeFileSync(file, bytes)
    t.throws(() => openStore(path, settingsOf()), { code: 'inbox-failed', message: why }, name)
  }
  writeFileSync(file, whole)
  const store = openStore(path, settingsOf())
  t.equal((await store.stats(5)).waiting, 300, 'the whole file is fine')
  await store.close()
})

t.test('a file that was cut is refused, wherever it was cut', async (t) => {
  const path = await filledDirectory(t)
  const { size } = statSync(join(path, 'data.mdb'))
  for (const share of [0.02, 0.1, 0.3, 0.5, 0.7, 0.9]) {
    const copy = `${path}-${share}`
    cpSync(path, copy, { recursive: true })
    truncateSync(join(copy, 'data.mdb'), Math.floor((size * share) / 4096) * 4096)
    t.throws(() => openStore(copy, settingsOf()), { code: 'inbox-failed', message: /cut short/ }, `${share}`)
    if (share === 0.5) t.match(await tryInChild(t, copy), /^inbox-failed .* cut short/)
  }
})

t.test('what a write left behind the end changes nothing', async (t) => {
  const path = await filledDirectory(t)
  writeFileSync(join(path, 'data.mdb'), Buffer.alloc(12_345, 255), { flag: 'a' })
  const store = openStore(path, settingsOf())
  t.equal((await store.stats(5)).waiting, 300)
  t.equal(await store.put(numbered(1000), 5), 'stored')
  await store.close()
})

t.test('a file that ends early is whole where only free pages are missing, and no tree is broken', async (t) => {
  const path = await filledDirectory(t)
  const file = join(path, 'data.mdb')
  const bytes = readFileSync(file)
  // What LMDB notes as the last page may be one that was free before it was ever written.
  const lastPage = BigInt(bytes.length / 4096 + 3)
  for (const position of [144, 4096 + 144]) bytes.writeBigUInt64LE(lastPage, position)
  const newest = bytes.readBigUInt64LE(152) > bytes.readBigUInt64LE(4096 + 152) ? 0 : 4096
  const root = Number(bytes.readBigUInt64LE(newest + 136)) * 4096
  const firstTree = root + 24 + bytes.readUInt16LE(root + 24)
  const rootOfTree = firstTree + 8 + bytes.readUInt16LE(firstTree + 6) + 40
  const broken: Record<string, [position: number, bytes: number[]]> = {
    'a page of no kind': [root + 18, [0, 0]],
    'more entries than a page holds': [root + 20, [255, 255]],
    'an entry outside its page': [root + 24, [255, 255]],
    'a tree outside the file': [rootOfTree, [255, 255, 255, 0, 0, 0, 0, 0]],
  }
  for (const [name, [position, change]] of Object.entries(broken)) {
    const copy = Buffer.from(bytes)
    copy.set(change, position)
    writeFileSync(file, copy)
    t.throws(() => openStore(path, settingsOf()), { code: 'inbox-failed', message: /cut short/ }, name)
  }
  writeFileSync(file, bytes)
  const store = openStore(path, settingsOf())
  t.equal((await store.stats(5)).waiting, 300)
  await store.close()
})

t.test('a directory that this process may not use', async (t) => {
  const path = await filledDirectory(t)
  const nobody = process.getuid?.() === 0 ? '65534' : ''
  const outside = freshDirectory()
  t.teardown(outside.remove)
  chmodSync(outside.directory, 0o755)
  const locked = join(outside.directory, 'locked')
  mkdirSync(locked)
  chmodSync(locked, 0o500)
  if (!nobody) chmodSync(path, 0)
  t.teardown(() => chmodSync(path, 0o700))
  for (const directory of [path, join(locked, 'new')]) {
    t.match(await tryInChild(t, directory, '1', '100', nobody), /^inbox-failed .* may not read and write there/)
  }
})

t.test(
  'a full disk refuses what it cannot hold, keeps what it has, and goes on when there is room again',
  async (t) => {
    const { directory, remove } = freshDirectory()
    t.teardown(remove)
    const child = startChild('open-and-put', [directory, '5000', '1000', '', '409600'])
    t.equal(await child.ended, 0)
    const [failure, stored, relieved] = child.lines
    t.match(failure, /^inbox-failed .* The file may not grow any more/)
    const [, accepted, waiting] = /^stored (\d+) (\d+)$/.exec(stored ?? '') ?? []
    t.ok(Number(accepted) > 10, `${accepted} were stored`)
    t.equal(waiting, accepted, 'what was acknowledged, and nothing else, is there')
    t.equal(relieved, `stored ${Number(accepted) + 1}`)
  },
)
