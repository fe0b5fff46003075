import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePort } from './free-port.ts'

/** The Redis that all processes share. */
export interface SharedRedis {
  readonly url: string
  readonly close: () => Promise<void>
}

/** Takes the Redis at REDIS_URL, or starts one for as long as this process runs. */
export async function shareRedis(): Promise<SharedRedis> {
  const { REDIS_URL } = process.env
  return REDIS_URL ? { url: REDIS_URL, close: async () => {} } : startRedis()
}

async function startRedis(): Promise<SharedRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'room-callbacks-cluster-'))
  const port = await freePort()
  const place = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder]
  // `always`: what is acknowledged is on the disk. `everysec` may lose the last second.
  const durability = ['--appendonly', 'yes', '--appendfsync', 'always', '--save', '']
  // In a process group of its own: Ctrl-C must not end it before the others have closed.
  const child = spawn('redis-server', [...place, ...durability], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const isMissing = new Promise<true>((resolve) => child.once('error', () => resolve(true)))
  const isReady = (async () => {
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.includes('Ready to accept connections')) return
    }
    throw new Error('redis-server ended before it was ready.')
  })()
  if (await Promise.race([isReady, isMissing])) {
    console.error(
      'redis-server is missing: install it (apt install redis-server, brew install redis), or set REDIS_URL.',
    )
    process.exit(1)
  }
  const endWithUs = () => child.kill('SIGKILL')
  process.once('exit', endWithUs)
  return {
    url: `redis://127.0.0.1:${port}`,
    async close() {
      child.kill('SIGTERM')
      await once(child, 'exit')
      await rm(folder, { recursive: true })
    },
  }
}
