import * as fs from 'node:fs'
import { chmodSync, copyFileSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { openInbox } from '@room-callbacks/sqlite'
import t from 'tap'
import { refuseFileSystem } from '../../packages/sqlite/src/place/file-systems.ts'
import { preparePlace } from '../../packages/sqlite/src/place/prepare-place.ts'
import { startChild } from './child.ts'
import { freshPlace } from './fresh-place.ts'
import { numbered } from './records.ts'

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

t.test('directory and files are for their owner alone', async (t) => {
  const { folder, remove } = freshPlace()
  t.teardown(remove)
  const path = join(folder, 'new', 'store', 'callbacks.db')
  const inbox = await openInbox(path)
  await inbox.put(numbered(1))
  for (const suffix of ['', '-wal', '-shm']) t.equal(modeOf(path + suffix), '600', suffix)
  for (const directory of [dirname(path), join(folder, 'new')]) t.equal(modeOf(directory), '700', directory)
  await inbox.close()
})

/** A copy of a store that every user may read, in a directory of its own. */
function restore(path: string): string {
  const restored = join(dirname(path), 'restored', 'callbacks.db')
  mkdirSync(dirname(restored), { mode: 0o755 })
  copyFileSync(path, restored)
  for (const suffix of ['', '-wal', '-shm']) {
    writeFileSync(restored + suffix, '', { flag: 'a' })
    chmodSync(restored + suffix, 0o644)
  }
  chmodSync(dirname(restored), 0o755)
  return restored
}

t.test('what is there is private before SQLite opens it', async (t) => {
  const { path, remove } = freshPlace()
  t.teardown(remove)
  writeFileSync(path, '')
  const restored = restore(path)
  t.equal(preparePlace(restored).path, restored)
  for (const suffix of ['', '-wal', '-shm']) t.equal(modeOf(restored + suffix), '600', suffix)
  t.equal(modeOf(dirname(restored)), '700')
})

t.test('a restored backup is made private, and so is a directory that holds nothing else', async (t) => {
  const { path, remove } = freshPlace()
  t.teardown(remove)
  await (await openInbox(path)).close()
  const restored = restore(path)
  const inbox = await openInbox(restored)
  await inbox.put(numbered(1))
  for (const suffix of ['', '-wal', '-shm']) t.equal(modeOf(restored + suffix), '600', suffix)
  t.equal(modeOf(dirname(restored)), '700')
  await inbox.close()
})

t.test('a directory that holds other files keeps its mode', async (t) => {
  const { path, folder, remove } = freshPlace()
  t.teardown(remove)
  writeFileSync(join(folder, 'index.html'), '')
  chmodSync(folder, 0o755)
  await (await openInbox(path)).close()
  t.equal(modeOf(folder), '755')
  t.equal(modeOf(path), '600')
})

t.test('what is no path of a file on a disk is refused', async (t) => {
  const { folder, remove } = freshPlace()
  t.teardown(remove)
  writeFileSync(join(folder, 'text'), 'hello')
  symlinkSync('loop', join(folder, 'loop'))
  const refused: Record<string, [code: string, message: RegExp]> = {
    '': ['invalid-option', /path is empty.* openInbox\("\.\/callbacks\.db"\)/],
    'a\0b': ['invalid-option', /NUL/],
    ':memory:': ['invalid-option', /":memory:" is no path/],
    'file:callbacks.db?mode=memory': ['invalid-option', /is no path/],
    [folder]: ['inbox-failed', /is a directory\. Name a file in it/],
    [join(folder, 'text', 'in', 'it')]: ['inbox-failed', /part of the path is a file/],
    [join(folder, 'text', 'in')]: ['inbox-failed', /part of the path is a file/],
    [join(folder, 'x'.repeat(300))]: ['inbox-failed', /too long/],
    [join(folder, 'loop')]: ['inbox-failed', /leads to itself/],
    '/dev/null': ['inbox-failed', /no regular file|part of the path/],
    '/proc/x': ['inbox-failed', /belongs to the kernel \(proc\).* Choose a directory on a disk/],
    '/sys/x/y': ['inbox-failed', /./],
  }
  for (const [path, [code, message]] of Object.entries(refused)) {
    await t.rejects(openInbox(path), { code, message }, JSON.stringify(path))
    t.throws(() => preparePlace(path), { code, message }, JSON.stringify(path))
  }
})

t.test('a read-only file system is named, also where directories are to be made', async (t) => {
  const { folder, remove } = freshPlace()
  t.teardown(remove)
  // As a mount that is read-only answers; a mount of our own needs root.
  const failWith = (code: string) => {
    throw Object.assign(new Error(`${code}: it failed`), { code })
  }
  const readOnly = { ...fs, mkdirSync: () => failWith('ENOENT'), accessSync: () => failWith('EROFS') }
  const { preparePlace } = await t.mockImport<typeof import('../../packages/sqlite/src/place/prepare-place.ts')>(
    '../../packages/sqlite/src/place/prepare-place.ts',
    { 'node:fs': readOnly },
  )
  for (const place of [join(folder, 'callbacks.db'), join(folder, 'to', 'be', 'made', 'callbacks.db')]) {
    t.throws(() => preparePlace(place), { message: /The file system is read-only\. Mount a volume/ })
  }
})

t.test('a file of something else is left alone', async (t) => {
  const { path, remove } = freshPlace()
  t.teardown(remove)
  writeFileSync(path, 'hello, I am a text, and long enough to be taken for a header of a database of a hundred bytes')
  await t.rejects(openInbox(path), { code: 'inbox-failed', message: /no SQLite database/ })
  const other = startChild('write-other-database', [`${path}-other`])
  t.equal(await other.ended, 0)
  await t.rejects(openInbox(`${path}-other`), { code: 'inbox-failed', message: /of something else. Name another file/ })
})

t.test('a symbolic link leads to the file, which is private', async (t) => {
  const { path, folder, remove } = freshPlace()
  t.teardown(remove)
  mkdirSync(join(folder, 'elsewhere'))
  const link = join(folder, 'link.db')
  symlinkSync(join('elsewhere', basename(path)), link)
  t.equal(preparePlace(link).path, join(folder, 'elsewhere', basename(path)))
  const inbox = await openInbox(link)
  t.equal(modeOf(join(folder, 'elsewhere', basename(path))), '600')
  t.equal(await inbox.put(numbered(1)), 'stored')
  const other = await openInbox(join(folder, 'elsewhere', basename(path)))
  t.equal(await other.put(numbered(1)), 'duplicate')
  await inbox.close()
  await other.close()
})

t.test('a place that this process may not use', async (t) => {
  const { path, folder, remove } = freshPlace()
  t.teardown(remove)
  await (await openInbox(path)).close()
  // To root nothing is forbidden.
  const otherUser = process.getuid?.() === 0 ? '65534' : ''
  const locked = join(folder, 'locked')
  mkdirSync(locked)
  chmodSync(locked, 0o500)
  chmodSync(folder, 0o755)
  if (!otherUser) chmodSync(path, 0)
  for (const place of [path, join(locked, 'new', 'callbacks.db'), join(locked, 'callbacks.db')]) {
    const child = startChild('open-and-put', [place, '1', '100', otherUser])
    t.equal(await child.ended, 0, 'it did not crash')
    t.match(child.lines.join('\n'), /^inbox-failed .* may not (read and )?write there/, place)
  }
  chmodSync(locked, 0o700)
})

t.test('network file systems are refused, and local ones are not', async (t) => {
  const mounts = String.raw`21 1 254:0 / / rw - ext4 /dev/root rw
22 21 0:50 / /mnt/far\040away rw - fuse.sshfs host:/ rw
23 21 0:51 / /mnt/near rw - fuse.mergerfs pool rw
24 22 0:52 / /mnt/far\040away/local rw - ext4 /dev/sdb rw`
  const refuse = (directory: string, type: number) => () =>
    refuseFileSystem(directory, { typeOf: () => type, mounts: () => mounts })
  const network = {
    code: 'inbox-failed',
    message: /on a network file system .*Choose a local disk, or @room-callbacks\/redis/,
  }
  t.throws(refuse('/data', 0x6969), network)
  t.throws(refuse('/data', 0xff534d42 | 0), network, 'a signed type')
  const fuse = 0x65735546
  t.throws(refuse('/mnt/far away/store', fuse), network)
  t.throws(refuse('/mnt/far away', fuse), network)
  t.doesNotThrow(refuse('/mnt/near/store', fuse))
  t.doesNotThrow(refuse('/mnt/far away/local', fuse))
  t.doesNotThrow(refuse('/data', 0xef53))
  t.throws(refuse('/proc', 0x9fa0), { message: /belongs to the kernel/ })
})
