import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import { openInbox } from '@room-callbacks/redis'
import t from 'tap'
import { recordOf } from './record.ts'
import { RedisServer } from './redis-server.ts'
import { until } from './until.ts'

const rooms = Array.from({ length: 12 }, (_, index) => `room ${index}`)
const each = 25
const kills = 12

t.test('rooms keep their order while workers and Redis are killed', async (t) => {
  const server = await RedisServer.start(['--appendfsync', 'always'])
  const log = join(t.testdir(), 'log')
  const workers = new Set<ChildProcess>()
  const startWorker = () => {
    const execArgv = ['--conditions=@room-callbacks/source']
    const child = spawn(process.execPath, [...execArgv, 'test/redis/order-worker.ts', server.url, log], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    workers.add(child)
    child.once('exit', () => workers.delete(child))
    return child
  }
  const kill = async (worker: ChildProcess) => {
    const exit = once(worker, 'exit')
    worker.kill('SIGKILL')
    await exit
  }
  t.teardown(async () => {
    for (const worker of workers) await kill(worker)
    await server.remove()
  })

  const inbox = await openInbox({ connection: server.url, order: 'key', lease: 900, commandTimeout: 20_000 })
  t.teardown(() => inbox.close())
  const lines = () => (existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : [])
  for (let count = 0; count < 3; count++) startWorker()

  // What comes back as refused may have been stored: put again, it is a duplicate.
  const putRoom = async (room: string) => {
    for (let index = 0; index < each; index++) {
      const record = recordOf(`${room}:${index}`, { orderKey: room })
      await until(() => inbox.put(record))
      await pass(40)
    }
  }
  const putting = Promise.all(rooms.map(putRoom))

  for (let count = 1; count <= kills; count++) {
    const before = lines().length
    await until(() => lines().length > before + 15 || lines().filter(isEnd).length >= rooms.length * each)
    await kill([...workers][count % workers.size] as ChildProcess)
    startWorker()
    if (count % 5 === 0) {
      await server.kill()
      await server.restart()
    }
  }
  await putting
  await until(async () => {
    const { waiting, running, delayed } = await inbox.stats()
    return waiting + running + delayed === 0
  })

  for (const room of rooms) {
    const ids = (kind: string) => lines().filter((line) => line.startsWith(`${kind} ${room}:`))
    const numbers = ids('begin').map((line) => Number(line.split(':')[1]))
    t.same(
      numbers,
      numbers.toSorted((a, b) => a - b),
      `${room}: no later one began before an earlier one was finished`,
    )
    t.equal(new Set(ids('end')).size, each, `${room}: all were handled`)
  }
  t.equal((await inbox.stats()).dead, 0)
})

const isEnd = (line: string) => line.startsWith('end ')
