import { type Client, isCluster } from './connection.ts'
import { isLasting } from './failure.ts'

/** Resolves when commands can be sent; rejects with the last error when that takes too long, or at once when it will last. */
export async function waitUntilReady(client: Client, timeout: number): Promise<void> {
  if (client.status === 'ready') return
  // ioredis does not tell why a cluster is not ready.
  const hint = isCluster(client) ? ' Does its user have cluster|slots and cluster|info?' : ''
  let lastError: unknown = new Error(`Redis was not ready within ${timeout} ms.${hint}`)
  let listen: ((error: unknown) => void) | undefined
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(lastError), timeout)
    const end = (settle: () => void) => {
      clearTimeout(timer)
      settle()
    }
    listen = (error) => {
      lastError = error
      if (isLasting(error)) end(() => reject(error))
    }
    client.on('error', listen)
    // Of a cluster: what a node answered is more telling than that all of them failed.
    client.on('node error', listen)
    client.once('ready', () => end(resolve))
  }).finally(() => {
    client.off('error', listen as () => void)
    client.off('node error', listen as () => void)
  })
}
