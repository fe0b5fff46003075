import { readFileSync } from 'node:fs'
import { openInbox } from '@room-callbacks/redis'
import { Cluster } from 'ioredis'
import t, { type Test } from 'tap'
import { ClusterOfThree } from './cluster-of-three.ts'
import { recordOf } from './record.ts'
import { until } from './until.ts'

const keys = '{room-callbacks}:callbacks:'

async function started(t: Test, replicas: 0 | 1 = 0) {
  const nodes = await ClusterOfThree.start(replicas)
  const connection = new Cluster(nodes.addresses)
  t.teardown(async () => {
    connection.disconnect()
    await nodes.remove()
  })
  return { nodes, connection }
}

t.test('three nodes', async (t) => {
  const { nodes, connection } = await started(t)

  t.test('the URL of one node is refused, and the error names Cluster', async (t) => {
    for (const { url } of nodes.nodes) {
      await t.rejects(openInbox({ connection: url }), { code: 'inbox-failed', message: /\bCluster of ioredis\b/ })
    }
  })

  t.test('a Cluster receives, delivers in order, and tells of what others put', async (t) => {
    const [inbox, other] = [
      await openInbox({ connection, order: 'key' }),
      await openInbox({ connection, order: 'key' }),
    ]
    t.teardown(() => Promise.all([inbox.close(), other.close()]))
    const seen: string[] = []
    inbox.deliver(async ({ id }) => {
      seen.push(id)
      return { state: 'handled' }
    })
    const ids = Array.from({ length: 30 }, (_, index) => `one ${index}`)
    for (const id of ids) await other.put(recordOf(id, { orderKey: 'a' }))
    await other.drain()
    t.same(seen, ids)
    t.same(await nodes.nodes[0]?.command('KEYS', '*trial*'), [])
  })

  t.test('with the permissions of docs/redis.md', async (t) => {
    const page = readFileSync('docs/redis.md', 'utf8')
    const rules = /^ACL SETUSER callbacks on >password (.*)$/m.exec(page)?.[1]?.split(' ') ?? []
    for (const node of nodes.nodes) await node.command('ACL', 'SETUSER', 'callbacks', 'on', '>password', ...rules)
    const redisOptions = { username: 'callbacks', password: 'password' }
    const restricted = new Cluster(nodes.addresses, { redisOptions, lazyConnect: true })
    t.teardown(() => restricted.disconnect())
    const inbox = await openInbox({ connection: restricted })
    t.teardown(() => inbox.close())
    inbox.deliver(async () => ({ state: 'handled' }))
    t.equal(await inbox.put(recordOf('permitted')), 'stored')
    await inbox.drain()
  })

  t.test('while the slot is moved nothing is half written, and afterwards all is there', async (t) => {
    const inbox = await openInbox({ connection, order: 'key', commandTimeout: 3000 })
    t.teardown(() => inbox.close())
    const ids = Array.from({ length: 20 }, (_, index) => `moved ${index}`)
    for (const id of ids) await inbox.put(recordOf(id, { orderKey: 'b' }))
    const { slot, owner, other } = await nodes.nodesOf(keys)
    const [from, to] = [await owner.command('CLUSTER', 'MYID'), await other.command('CLUSTER', 'MYID')]
    await other.command('CLUSTER', 'SETSLOT', slot, 'IMPORTING', String(from))
    await owner.command('CLUSTER', 'SETSLOT', slot, 'MIGRATING', String(to))
    const all = (await owner.command('CLUSTER', 'GETKEYSINSLOT', slot, 1000)) as string[]
    // Half of the keys are there, half are here.
    const migrate = (names: string[]) =>
      owner.command('MIGRATE', '127.0.0.1', other.port, '', 0, 5000, 'KEYS', ...names)
    await migrate(all.slice(0, all.length / 2))
    await t.rejects(inbox.put(recordOf('meanwhile')), {
      code: 'inbox-failed',
      message: /TRYAGAIN|redirections|timed out/,
    })
    await t.rejects(inbox.stats(), { code: 'inbox-failed', message: /TRYAGAIN|redirections|timed out/ })
    const left = (await owner.command('CLUSTER', 'GETKEYSINSLOT', slot, 1000)) as string[]
    t.same(left.sort(), all.slice(all.length / 2).sort(), 'no key was written on either side')
    await migrate(left)
    for (const node of nodes.nodes) await node.command('CLUSTER', 'SETSLOT', slot, 'NODE', String(to))
    const seen: string[] = []
    inbox.deliver(async ({ id }) => {
      seen.push(id)
      return { state: 'handled' }
    })
    await until(() => inbox.drain().then(() => true))
    t.same(seen, ids)
  })
})

t.test('a replica is promoted when its node dies, and delivery goes on', async (t) => {
  const { nodes, connection } = await started(t, 1)
  const inbox = await openInbox({ connection, lease: 1500, commandTimeout: 3000 })
  t.teardown(() => inbox.close({ timeout: 2000 }).catch(() => {}))
  const seen = new Map<string, number>()
  const put = async (id: string) => until(() => inbox.put(recordOf(id)))
  for (let index = 0; index < 10; index++) await put(`before ${index}`)
  const { owner } = await nodes.nodesOf(keys)
  await owner.command('WAIT', 1, 5000)
  await owner.kill()
  await t.rejects(inbox.put(recordOf('meanwhile')), { code: 'inbox-failed' })
  await put('after')
  inbox.deliver(async ({ id }) => {
    seen.set(id, (seen.get(id) ?? 0) + 1)
    return { state: 'handled' }
  })
  await until(() => inbox.drain().then(() => true))
  const expected = [...Array.from({ length: 10 }, (_, index) => `before ${index}`), 'after']
  t.ok(expected.every((id) => seen.get(id) === 1))
})
