import { openInbox } from '@room-callbacks/redis'
import t, { type Test } from 'tap'
import { deferred } from '../core/receiver.ts'
import { recordOf } from './record.ts'
import { RedisServer } from './redis-server.ts'
import { until } from './until.ts'

/** What a failover answers for a moment: the address leads to a server that does not write. */
const states: Readonly<Record<string, (server: RedisServer, isOn: boolean) => Promise<unknown>>> = {
  READONLY: (server, isOn) => server.command('REPLICAOF', ...(isOn ? ['127.0.0.1', 1] : ['NO', 'ONE'])),
  NOREPLICAS: (server, isOn) => server.command('CONFIG', 'SET', 'min-replicas-to-write', isOn ? 1 : 0),
}

const concurrency = 24

/** An inbox whose handlers all run, and end when they may. */
async function withHandlersRunning(t: Test) {
  const server = await RedisServer.start(['--appendfsync', 'always'])
  const inbox = await openInbox({ connection: server.url, concurrency, lease: 30_000, commandTimeout: 3000 })
  t.teardown(async () => {
    await inbox.close({ timeout: 2000 }).catch(() => {})
    await server.remove()
  })
  const warnings: Error[] = []
  const warn = (warning: Error) => warnings.push(warning)
  process.on('warning', warn)
  t.teardown(() => process.off('warning', warn))
  const mayEnd = deferred()
  const seen: string[] = []
  inbox.deliver(async ({ id }, { number }) => {
    seen.push(`${id} ${number}`)
    await mayEnd.promise
    return { state: 'handled' }
  })
  for (let index = 0; index < concurrency; index++) await inbox.put(recordOf(`one ${index}`))
  await until(() => seen.length === concurrency)
  return { server, inbox, seen, mayEnd, warnings }
}

for (const [name, set] of Object.entries(states)) {
  t.test(`${name} for 1.5 s: what a living process handled is not handled again`, async (t) => {
    const { server, inbox, seen, mayEnd, warnings } = await withHandlersRunning(t)
    await set(server, true)
    mayEnd.resolve()
    await t.rejects(inbox.put(recordOf('meanwhile')), { code: 'inbox-failed', message: new RegExp(name) })
    await new Promise((resolve) => setTimeout(resolve, 1500))
    await set(server, false)
    await until(() => inbox.drain().then(() => true))
    t.equal(seen.length, concurrency, 'none ran again')
    t.ok(seen.every((attempt) => attempt.endsWith(' 1')))
    const { waiting, running, delayed, dead } = await inbox.stats()
    t.same({ waiting, running, delayed, dead }, { waiting: 0, running: 0, delayed: 0, dead: 0 })
    for (let index = 0; index < concurrency; index++) {
      t.equal(await inbox.put(recordOf(`one ${index}`)), 'duplicate', 'each is written down as handled')
    }
    t.same(warnings, [], 'and nothing leaks listeners')
  })

  t.test(`${name}: close() waits for results that are not written yet`, async (t) => {
    const { server, inbox, seen, mayEnd } = await withHandlersRunning(t)
    await set(server, true)
    mayEnd.resolve()
    let isClosed = false
    const closing = inbox.close().then(() => {
      isClosed = true
    })
    await new Promise((resolve) => setTimeout(resolve, 700))
    t.equal(isClosed, false, 'it does not say that it is done')
    await set(server, false)
    await closing
    const after = await openInbox({ connection: server.url })
    t.teardown(() => after.close())
    const { waiting, running } = await after.stats()
    t.same([waiting, running, seen.length], [0, 0, concurrency])
  })

  t.test(`${name}: close({ timeout }) says that results were not written`, async (t) => {
    const { server, inbox, mayEnd } = await withHandlersRunning(t)
    await set(server, true)
    mayEnd.resolve()
    await t.rejects(inbox.close({ timeout: 300 }), { code: 'close-timeout' })
  })
}
