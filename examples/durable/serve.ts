import { once } from 'node:events'
import { realpathSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pathToFileURL } from 'node:url'
import { closeOnSignal } from './close-on-signal.ts'

/** What has to finish before the process may end. */
export interface Closing {
  close(options: { readonly timeout: number }): Promise<void>
}

/** A server that listens. */
export interface Serving {
  readonly url: string
  readonly close: () => Promise<void>
  /** Aborts when it begins to close. */
  readonly closing: AbortSignal
}

/** Listens on PORT, or 3000, and closes gracefully on Ctrl-C and SIGTERM. */
export async function serve(listener: RequestListener, ...receivers: readonly Closing[]): Promise<Serving> {
  const server = createServer(listener)
  const port = process.env['PORT'] || '3000'
  try {
    await once(server.listen(Number(port)), 'listening')
  } catch (error) {
    console.error(`Cannot listen on port ${port}: ${reasonOf(error as NodeJS.ErrnoException)}`)
    process.exit(1)
  }

  const closing = new AbortController()
  const close = async () => {
    closing.abort()
    // No new connections; then what was acknowledged is finished.
    server.close()
    await Promise.all(receivers.map((receiver) => receiver.close({ timeout: 10_000 })))
  }
  closeOnSignal(close)

  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  console.log(`Listening on ${url}`)
  return { url, close, closing: closing.signal }
}

/** Whether a module is the one that node was started with. */
export const isMain = (moduleUrl: string): boolean =>
  moduleUrl === pathToFileURL(realpathSync(process.argv[1] as string)).href

const reasonOf = ({ code, message }: NodeJS.ErrnoException): string =>
  code === 'EADDRINUSE' ? 'it is taken. Choose another one with PORT.' : message
