import type { Client } from './connection.ts'

/** Resolves when commands can be sent; rejects with the last error when that takes too long. */
export async function becomeReady(client: Client, timeout: number): Promise<void> {
  if (client.status === 'ready') return
  let lastError: unknown = new Error(`Redis was not ready within ${timeout} ms.`)
  const remember = (error: unknown): void => {
    lastError = error
  }
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(lastError), timeout)
    client.on('error', remember)
    client.once('ready', () => {
      clearTimeout(timer)
      resolve()
    })
  }).finally(() => client.off('error', remember))
}
