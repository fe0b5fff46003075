import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PassThrough } from 'node:stream'
import { type Io, main } from '@room-callbacks/cli'
import { RoomCallbacksError } from '@room-callbacks/core'
import type { AttemptResult, Inbox, InboxRecord } from '@room-callbacks/core/inbox'
import { roomCallbacks } from '@room-callbacks/node'
import { openInbox } from '@room-callbacks/sqlite'
import { InboxMemory, memoryInbox, packet } from '@room-callbacks/testing'
import t, { type Test } from 'tap'
import { Running, runCli, type Setting } from './run-cli.ts'

const left = 'Room.CallbackAfterMemberLeave'
const entered = 'Room.CallbackAfterMemberEnter'
const failure: AttemptResult = { state: 'failed', error: { code: 'handler-failed', message: 'No\nprofile service.' } }
const refusal = { code: 'invalid-packet', message: 'RoomId is missing.' }

const recordOf = (id: string, fields: Partial<InboxRecord> = {}): InboxRecord => ({
  id,
  idempotencyKey: id,
  sdkAppId: '1400000000',
  command: left,
  receivedAs: left,
  orderKey: '1400000000/room/r1',
  receivedAt: Date.now() - 2 * 86_400_000 - 3.5 * 3_600_000,
  body: Buffer.from(JSON.stringify(packet(left, { RoomId: 'r1', MemberList_Account: [id] }))),
  ...fields,
})

/** What the package in the folder of the user opens: the memory that stands for a server. */
const shared = globalThis as { openedByCli?: (options: object) => Inbox }

const memoryPackage = {
  'package.json': '{"name":"@room-callbacks/redis","type":"module","exports":"./index.js"}',
  'index.js': 'export const openInbox = async (options) => globalThis.openedByCli(options)',
}

/**
 * A store that an app has open, and a command line beside it. The package that it loads is one of the user's folder, over a
 * memory; `test/sqlite`, `test/redis` and `test/postgres` do the same with their stores.
 */
async function storeFor(t: Test) {
  const node_modules = { '@room-callbacks': { redis: memoryPackage } }
  const cwd = t.testdir({ 'room-callbacks.config.json': '{}', node_modules })
  const memory = new InboxMemory()
  const inbox = memoryInbox({ attempts: 1, order: 'key' }, memory)
  shared.openedByCli = ({ connection, ...options }: { connection?: string }) => {
    t.equal(connection, 'redis://localhost')
    return memoryInbox(options, memory)
  }
  t.teardown(() => inbox.close({ timeout: 1000 }).catch(() => {}))
  const env = { ROOM_CALLBACKS_STORE: 'redis://localhost' }
  const run = (argv: readonly string[], setting: Setting = {}) => runCli(['inbox', ...argv], { cwd, env, ...setting })
  return { cwd, env, inbox, run }
}

/** Three dead letters, one of them of a packet that was refused. */
async function letDie(inbox: Inbox): Promise<void> {
  const delivery = inbox.deliver(async () => failure)
  for (const id of ['a', 'b']) await inbox.put(recordOf(id))
  await inbox.put(recordOf('bad', { command: entered, refusal, body: new Uint8Array([0xff]) }))
  while ((await inbox.stats()).dead < 3) await new Promise((resolve) => setTimeout(resolve, 10))
  await delivery.close()
}

t.test('an inbox is looked into while an app uses it', async (t) => {
  const { inbox, run } = await storeFor(t)
  t.equal((await run(['list'])).stdout, 'Nothing is dead.\n')
  await letDie(inbox)
  await inbox.put(recordOf('waits'))

  const stats = await run(['stats'])
  t.equal(stats.code, 0, stats.stderr)
  t.match(stats.stdout, /^waiting {4}1\nrunning {4}0\ndelayed {4}0\ndead {7}3\nrefused {4}1\n/)
  t.match(stats.stdout, /\noldest {5}2 d 3 h\n/)
  t.match(stats.stdout, `\nwaiting, by command\n1  ${left}  oldest 2 d 3 h\n`)
  t.match(stats.stdout, '\ndead, by key\n3  1400000000/room/r1  oldest 2 d 3 h\n')
  t.match(stats.stdout, /\ndead, by code\n2 {2}handler-failed .*\n1 {2}invalid-packet/)
  t.match((await run(['stats', '--limit', '2'])).stdout, 'dead, by command, of the oldest 2')
  t.match((await run(['stats', '--json'])).json(), {
    dead: 3,
    groups: { waiting: { counted: 1, byCommand: [{ name: left, count: 1 }] } },
  })

  const list = await run(['list'])
  t.match(list.stdout, /Z {2}Room\.CallbackAfterMemberLeave {2}1400000000\/room\/r1 {2}1 attempt\n/)
  t.match(list.stdout, '\n  handler-failed: No\\u000aprofile service.\n  a\n', 'a message stays one line')
  t.equal((await run(['list', '--json', '--code', 'invalid-packet'])).json<unknown[]>().length, 1)
  t.match((await run(['list', 'waiting', '--json'])).json(), [{ id: 'waits', state: 'waiting', attempts: 0 }])
  const short = await run(['list', '--limit', '1', '--command', left, '--order-key', '1400000000/room/r1'])
  t.match(short.stderr, 'Only the oldest 1 are shown; --limit shows more.\n')

  const show = await run(['show', 'a'])
  t.match(show.stdout, new RegExp(`^${left}\nid {8}a\nstate {5}dead since .*\napp {7}1400000000\n`))
  t.match(show.stdout, '{\n  "CallbackCommand": "Room.CallbackAfterMemberLeave",\n')
  t.match((await run(['show', 'bad'])).stdout, /no UTF-8; as base64:\n\/w==\n/)
  t.match((await run(['show', 'bad', '--json'])).json(), { rawBase64: '/w==', error: refusal })
  await inbox.put(recordOf('text', { refusal, body: Buffer.from('no JSON'), clientIp: '1.2.3.4', requestId: 'q' }))
  const digits = Buffer.from('{"MsgSeq":12345678901234567890}')
  await inbox.put(recordOf('digits', { refusal, body: digits, receivedAt: Date.now() + 3_600_000 }))
  t.match((await run(['show', 'digits'])).stdout, '\n{\n  "MsgSeq": 12345678901234567890\n}\n', 'no digit is changed')
  t.match((await run(['stats'])).stdout, /invalid-packet {2}oldest /)
  t.match((await run(['purge', 'digits', '--yes'])).code, 0)
  t.match((await run(['show', 'text'])).stdout, /caller {4}1\.2\.3\.4\nrequest {3}q\n[\s\S]*\n\nno JSON\n$/)
  const unknown = await run(['show', 'nothing'])
  t.equal(unknown.code, 1)
  t.match(unknown.stderr, /^unknown-entry: There is no entry of this id\.\n/)
})

t.test('dead letters get new attempts, or are deleted, after a confirmation', async (t) => {
  const { inbox, run, cwd, env } = await storeFor(t)
  await letDie(inbox)
  const refused = await run(['retry', '--all'])
  t.equal(refused.code, 5, 'no terminal to ask at, and no --yes')
  t.match(refused.stderr, /^not-confirmed: There is no terminal to ask at\./)
  t.equal((await run(['purge', 'a'])).code, 5)
  t.equal((await inbox.stats()).dead, 3, 'nothing was changed')

  const dry = await run(['retry', '--code', 'handler-failed', '--dry-run'])
  t.equal(dry.stdout, `2  ${left}  handler-failed\n`)
  t.equal(dry.stderr, 'Dry run: nothing was changed.\n')
  for (const argv of [['retry'], ['retry', 'a', '--all'], ['purge', '--older-than', 'soon']]) {
    t.equal((await run(argv)).code, 2, argv.join(' '))
  }
  t.match((await run(['purge', '--dry-run', '--older-than', '1h', '--json'])).json(), { purged: 0 })
  t.equal((await run(['retry', '--code', 'gave-up', '--yes'])).stdout, 'There is no such dead letter.\n')
  t.match((await run(['retry', 'unknown', '--yes'])).stderr, /^unknown-entry: /)

  const asked = new Running(['inbox', 'retry', 'a'], { cwd, env, isTerminal: true })
  await asked.until('stderr', /Give 1 dead letter new attempts\? Handlers run once more\./)
  asked.stdin.write('y')
  t.match((await asked.ended).stdout, '1 dead letter got new attempts.\n')
  t.equal((await inbox.get('a'))?.state, 'waiting')
  t.match((await run(['retry', 'a', '--yes'])).stderr, 'This entry is waiting, and not dead.')
  t.match((await run(['retry', '--command', left, '--yes', '--json'])).stdout, '{"retried":1}')

  t.match((await run(['purge', 'bad', '--yes'])).stdout, /1 dead letter is deleted\.\n$/)
  await inbox.put(recordOf('decided', { answer: '{}' }))
  await inbox.put(recordOf('decided too', { answer: '{}' }))
  t.match((await run(['show', 'decided'])).stdout, /answer {4}\{\}/)
  t.match((await run(['purge', '--state', 'recorded', '--all', '--dry-run'])).stdout, `2  ${left}\n`)
  t.match((await run(['purge', '--state', 'recorded', '--all', '--yes'])).stdout, '2 recorded decisions are deleted.')
  for (const id of ['x', 'y']) await inbox.put(recordOf(id, { refusal }))
  const askedForAll = new Running(['inbox', 'retry', '--all'], { cwd, env, isTerminal: true })
  await askedForAll.until('stderr', /Give 2 dead letters new attempts\?/)
  await inbox.put(recordOf('later', { refusal }))
  askedForAll.stdin.write('y')
  t.match((await askedForAll.ended).stdout, '2 dead letters got new attempts.\n')
  t.equal((await inbox.get('later'))?.state, 'dead', 'it died while the question stood')
  t.match((await run(['purge', 'later', '--yes'])).stdout, /1 dead letter is deleted/)

  const seen: string[] = []
  inbox.deliver(async ({ id }) => {
    seen.push(id)
    return { state: 'handled' }
  })
  const drained = await run(['drain'])
  t.equal(drained.stdout, 'Everything is handled. Dead letters: 0.\n')
  t.same(seen, ['a', 'b', 'x', 'y'], 'in the order of what they belong to')
})

t.test('drain tells what is left when its time is over, and ends with Ctrl-C', async (t) => {
  const { inbox, run, cwd, env } = await storeFor(t)
  await inbox.put(recordOf('waits'))
  const late = await run(['drain', '--timeout', '1'])
  t.equal(late.code, 1)
  t.match(late.stderr, /^still-busy: It is not empty: 1 waiting, 0 running, 0 delayed\.\n/)
  const running = new Running(['inbox', 'drain'], { cwd, env, isTerminal: true })
  await running.until('stderr', /1 waiting, 0 running, 0 delayed/)
  t.equal((await running.interrupt()).code, 130)
})

/** A command beside a store of which one method is another one. */
async function troubled(t: Test, methods: (inbox: Inbox, interrupt: () => void) => Partial<Inbox>) {
  const { cwd, env, inbox } = await storeFor(t)
  for (let index = 0; index < 250; index++) await inbox.put(recordOf(`letter ${index}`, { refusal }))
  const open = shared.openedByCli as (options: object) => Inbox
  let running: Running | undefined
  shared.openedByCli = (options) => {
    const opened = open(options)
    return Object.assign(
      opened,
      methods(opened, () => void running?.interrupt()),
    )
  }
  const run = (argv: readonly string[]) => {
    running = new Running(['inbox', ...argv], { cwd, env })
    return running.ended
  }
  return { cwd, env, inbox, run }
}

t.test('Ctrl-C ends what reads or changes many, and says how far it came', async (t) => {
  const { cwd, inbox, run } = await troubled(t, (inbox, interrupt) => {
    const [list, retry] = [inbox.list.bind(inbox), inbox.retry.bind(inbox)]
    return {
      list: (state, options) => {
        if (options?.after !== undefined) interrupt()
        return list(state, options)
      },
      retry: (id) => {
        interrupt()
        return retry(id)
      },
    }
  })
  for (const argv of [
    ['export'],
    ['export', '--to', 'half.json'],
    ['list', '--limit', '200'],
    ['retry', '--all', '--yes'],
  ]) {
    t.equal((await run(argv)).code, 130, argv.join(' '))
  }
  t.notOk(existsSync(`${cwd}/half.json`), 'half of an export is no export')
  t.equal((await inbox.stats()).dead, 250)
  await inbox.purge({ state: 'dead' })
  for (const id of ['x2', 'y2']) await inbox.put(recordOf(id, { refusal }))
  const half = await run(['retry', '--code', 'invalid-packet', '--yes'])
  t.equal(half.code, 130)
  t.match(half.stderr, 'It ended early: 1 dead letter got new attempts.\n')
  t.match(await inbox.stats(), { dead: 1, waiting: 1 })
})

t.test('a document that is not whole is no JSON, and why is told beside it', async (t) => {
  const { cwd, run } = await troubled(t, (inbox) => {
    const list = inbox.list.bind(inbox)
    return {
      list: (state, options) =>
        options?.after === undefined ? list(state, options) : Promise.reject(new RoomCallbacksError('inbox-failed')),
    }
  })
  for (const argv of [
    ['export', '--json'],
    ['list', '--limit', '200', '--json'],
  ]) {
    const { code, stdout, stderr } = await run(argv)
    t.equal(code, 3)
    t.throws(() => JSON.parse(stdout))
    t.match(JSON.parse(stderr), { error: { code: 'inbox-failed' } })
  }
  t.equal((await run(['export', '--to', 'half.json'])).code, 3)
  t.notOk(existsSync(`${cwd}/half.json`))
})

t.test('a store of any size is written no faster than it is read', async (t) => {
  const { cwd, env, run } = await troubled(t, () => ({}))
  for (const argv of [['export'], ['list', '--limit', '1000', '--json'], ['list', '--limit', '1000']]) {
    const interruption = new AbortController()
    const stdout = new PassThrough({ highWaterMark: 1000 })
    const { stdin, stderr } = { stdin: new PassThrough(), stderr: new PassThrough().resume() }
    const io: Io = { stdin, stdout, stderr, env, cwd, signal: interruption.signal, clock: Date.now }
    const ended = main(['inbox', ...argv], io)
    await once(stdout, 'readable')
    interruption.abort()
    t.equal(await ended, 130)
    t.ok(stdout.readableLength + stdout.writableLength < 5000, argv.join(' '))
  }
  t.equal((await run(['list', 'running', '--json'])).stdout, '[]\n')
  t.match((await run(['purge', '--code', 'invalid-packet', '--yes'])).stdout, '250 dead letters are deleted.')
})

t.test('an export is sent again, to the receiver of a test or of another store', async (t) => {
  const { inbox, run, cwd } = await storeFor(t)
  await letDie(inbox)
  await inbox.put(recordOf('extra', { refusal, clientIp: '1.2.3.4', platform: 'iOS', requestId: 'q' }))
  await inbox.put(recordOf('engine', { command: 'RtcEngine.103', receivedAs: 'RtcEngine.103', refusal }))
  const { stdout, stderr } = await run(['export'])
  t.match(stderr, '5 callbacks exported. They are personal data')
  const { version, callbacks } = JSON.parse(stdout)
  t.equal(version, 1)
  t.match(callbacks[0], { command: left, sdkAppId: '1400000000', status: 0, outcome: 'accepted', state: 'dead' })
  t.match(callbacks[2], { rawBase64: '/w==', outcome: 'invalid-packet', error: refusal })
  t.match(callbacks[3].query, /&ClientIP=1\.2\.3\.4&OptPlatform=iOS&RequestID=q$/)
  t.equal(callbacks[4].query, '')

  const file = `${cwd}/dead.json`
  t.equal((await run(['export', 'dead', '--code', 'handler-failed', '--to', 'dead.json'])).code, 0)
  t.equal(statSync(file).mode & 0o777, 0o600, 'packets are for one user')
  t.equal(JSON.parse(readFileSync(file, 'utf8')).callbacks.length, 2)
  const again = await run(['export', '--to', 'dead.json'])
  t.match([again.code, again.stderr], [2, /^invalid-file: dead\.json: It is there already\.\n/])
  t.match((await run(['export', '--to', 'nowhere/dead.json'])).stderr, /^invalid-file: .*cannot be written: ENOENT/)

  const rooms: string[] = []
  const server = createServer(roomCallbacks(1400000000).on(left, ({ RoomId }) => rooms.push(RoomId))).listen(0)
  t.teardown(() => server.close())
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const replayed = await runCli(['replay', 'dead.json', '--url', url], { cwd, env: {} })
  t.match(replayed.stderr, '2 sent again, 0 of them failed.')
  t.same(rooms, ['r1', 'r1'])
})

t.test('a store is named as the setting says, and never made by a misspelt path', async (t) => {
  const cwd = t.testdir({ 'room-callbacks.config.json': '{"store":"sqlite:./found.db"}', data: {} })
  const run = (...argv: string[]) => runCli(['inbox', ...argv], { cwd, env: {} })
  const stats = (store: string) => run('stats', '--store', store)
  t.match(await stats('sqlite:./none.db'), { code: 2, stderr: /^store-not-found: There is no file .*none\.db\.\n/ })
  t.notOk(existsSync(`${cwd}/none.db`))
  t.match((await run('stats')).stderr, /^found-config: .*store/, 'a stranger may have written the file')
  t.match((await runCli(['inbox', 'stats'])).stderr, /^missing-setting: .*store/)
  for (const store of ['callbacks.db', 'mysql://localhost', 'redis:', 'sqlite:']) t.equal((await stats(store)).code, 2)
  t.match(
    (await run('stats', '--store', 'sqlite:x.db', '--name', 'y')).stderr,
    /^invalid-arguments: --name is not an option of this store/,
  )
  t.match((await run('stats', '--store', 'redis://x', '--schema', 'y')).stderr, /It knows --name and --prefix\.\n/)
  mkdirSync(`${cwd}/store`)
  const made = await run('migrate', '--store', `sqlite:${cwd}/store/callbacks.db`)
  t.equal(made.stdout, 'The tables are up to date.\n')
  t.match(await stats(`sqlite://${cwd}/store/callbacks.db`), { code: 0 })
  writeFileSync(`${cwd}/empty.db`, '')
  t.match(await stats('sqlite:./empty.db'), { code: 2, stderr: /^store-not-found: The file .*empty\.db is empty\.\n/ })
  t.equal(statSync(`${cwd}/empty.db`).size, 0, 'a file of something else is left alone')
  const folder = await stats('sqlite:./store')
  t.match([folder.code, folder.stderr], [3, /^inbox-failed: /], 'a folder is no store')
  t.match(await runCli(['inbox', 'stats', '--store', 'redis://localhost']), {
    code: 2,
    stderr:
      /^store-not-installed: @room-callbacks\/redis is not installed in .*\nRun `npm install @room-callbacks\/redis ioredis`/,
  })
})

t.test('who looks changes nothing of a store in use: neither its order, nor what its retention keeps', async (t) => {
  for (const order of ['none', 'key'] as const) {
    const cwd = t.testdir({ 'room-callbacks.config.json': '{}' })
    const store = ['--store', `sqlite:${cwd}/callbacks.db`]
    const inbox = await openInbox(`${cwd}/callbacks.db`, { order, concurrency: 2 })
    for (const id of ['a', 'b']) await inbox.put(recordOf(id))
    for (const argv of [['stats'], ['list', 'waiting'], ['migrate']]) {
      t.equal((await runCli(['inbox', ...argv, ...store], { cwd })).code, 0)
    }
    let [running, most] = [0, 0]
    inbox.deliver(async () => {
      running++
      most = Math.max(most, running)
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
      running--
      return { state: 'handled' }
    })
    await inbox.drain({ timeout: 20_000 })
    await inbox.close()
    t.equal(most, order === 'key' ? 1 : 2, order)
  }
  const { run } = await storeFor(t)
  const open = shared.openedByCli as (options: object) => Inbox
  const opened: object[] = []
  shared.openedByCli = (options) => {
    opened.push(options)
    return open(options)
  }
  for (const command of ['stats', 'migrate']) t.equal((await run([command])).code, 0)
  t.strictSame(opened[0], opened[1])
  t.match(opened, [{ retention: 3_155_760_000_000, unhandledAfter: 3_155_760_000_000 }])
})

t.test('the password of a store is neither taken from a command line nor printed', async (t) => {
  const postgresPackage = {
    ...memoryPackage,
    'package.json': memoryPackage['package.json'].replace('redis', 'postgres'),
  }
  const node_modules = { '@room-callbacks': { redis: memoryPackage, postgres: postgresPackage } }
  const cwd = t.testdir({ 'room-callbacks.config.json': '{}', node_modules })
  // A client of a database that repeats the URL, as it is and decoded.
  shared.openedByCli = ({ connection }: { connection?: string }) => {
    const text = `${connection} ${String(connection).replaceAll('%40', '@')}`
    throw Object.assign(new Error(text), { name: 'RoomCallbacksError', code: 'inbox-failed', advice: text })
  }
  for (const store of [
    'redis://user:p%40ss-word@127.0.0.1:1',
    'postgres://user@127.0.0.1:1/app?password=p%40ss-word',
    'redis://user:p@ss-word/x@127.0.0.1:99999',
    'redis://:%zzp%40ss-word@127.0.0.1:1',
  ]) {
    for (const argv of [['--store', store], [`--store=${store}`]]) {
      const refused = await runCli(['inbox', 'stats', ...argv], { cwd })
      t.match([refused.code, refused.stderr], [2, /^secret-in-arguments: .*ROOM_CALLBACKS_STORE/])
      t.notMatch(refused.stderr, 'ss-word')
    }
    for (const json of [[], ['--json']]) {
      const failed = await runCli(['inbox', 'stats', ...json], { cwd, env: { ROOM_CALLBACKS_STORE: store } })
      t.match([failed.code, failed.stdout + failed.stderr], [3, /127\.0\.0\.1/])
      t.notMatch(failed.stdout + failed.stderr, 'ss-word', store)
    }
  }
})
