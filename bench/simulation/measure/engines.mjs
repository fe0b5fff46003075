import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { RedisServer } from '../../../test/redis/redis-server.ts'

// What an inbox stands on, opened by the public door of its package, with a gauge for what the store itself used.

const redis = (appendfsync) => async (options) => {
  const { openInbox } = await import('@room-callbacks/redis')
  const server = await RedisServer.start(['--appendfsync', appendfsync])
  const client = new Redis(server.port, '127.0.0.1')
  return {
    open: () => openInbox({ ...options, connection: server.url }),
    gauge: async () => ({ ...gaugeOf(await client.info()) }),
    async remove() {
      client.disconnect()
      await server.remove()
    },
  }
}

/** What Redis says of itself: the CPU time is that of the one thread that works. */
function gaugeOf(information) {
  const field = (name) => Number(new RegExp(`^${name}:(.*)$`, 'm').exec(information)[1])
  return {
    storeMicros: (field('used_cpu_user_main_thread') + field('used_cpu_sys_main_thread')) * 1e6,
    bytes: field('used_memory'),
    commands: field('total_commands_processed'),
  }
}

async function sqlite(options) {
  const { openInbox } = await import('@room-callbacks/sqlite')
  const folder = mkdtempSync(join(tmpdir(), 'room-callbacks-sqlite-'))
  return {
    open: () => openInbox(join(folder, 'callbacks.db'), options),
    gauge: async () => ({ storeMicros: 0, bytes: sizeOf(folder), commands: 0 }),
    async remove() {
      rmSync(folder, { recursive: true })
    },
  }
}

/** What the files take on the disk. */
const sizeOf = (folder) =>
  readdirSync(folder, { recursive: true })
    .map((name) => statSync(join(folder, name)).blocks * 512)
    .reduce((sum, size) => sum + size, 0)

async function memory(options) {
  const { memoryInbox } = await import('@room-callbacks/testing')
  return {
    open: async () => memoryInbox(options),
    gauge: async () => ({ storeMicros: 0, bytes: process.memoryUsage().heapUsed, commands: 0 }),
    async remove() {},
  }
}

export const engines = { memory, sqlite, 'redis-always': redis('always'), 'redis-everysec': redis('everysec') }
