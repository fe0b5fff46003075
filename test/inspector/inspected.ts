import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type InspectorOptions, inspector } from '@room-callbacks/inspector'
import { type NodeRoomCallbacks, type Options, roomCallbacks, type SdkAppIds } from '@room-callbacks/node'
import { callbackQuery, type QueryFields } from '@room-callbacks/testing'
import { patience } from '../unhurried.ts'
import { ask, askAsStranger, post, type Reply, secret } from './ask.ts'

export const appId = 1400000000

/** What a test is needed for. */
export interface Test {
  teardown(clean: () => unknown): unknown
}

/** Listens on a free port until the test ends. */
export async function listen(t: Test, listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Where a Unix socket may be. Its path has 107 bytes at most, and that of a test's own folder more. */
export function socketPath(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'inspector-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  return join(folder, 'socket')
}

/** A receiver with an inspector in front of it, on a server. */
export interface Inspected {
  readonly callbacks: NodeRoomCallbacks
  /** Of the server. */
  readonly origin: string
  /** Of the page, with its slash. */
  readonly page: string
  /** Sends a packet as the platform does. */
  readonly send: (packet: object | string | Uint8Array, query?: Partial<QueryFields>) => Promise<Reply>
  readonly get: (path: string) => Promise<Reply>
  readonly post: (path: string, value: unknown) => Promise<Reply>
  readonly close: () => void
}

export async function inspected(
  t: Test,
  options: InspectorOptions = {},
  receiver: Options = {},
  register: (callbacks: NodeRoomCallbacks) => void = () => {},
  sdkAppIds: SdkAppIds = appId,
): Promise<Inspected> {
  const callbacks = roomCallbacks(sdkAppIds, { deadline: patience, ...receiver }).on('error', () => {})
  register(callbacks)
  const inspect = inspector(callbacks, { secret, ...options })
  const origin = await listen(t, (request, response) => inspect(request, response, () => callbacks(request, response)))
  t.teardown(() => inspect.close())
  const page = `${origin}/room-callbacks/`
  return {
    callbacks,
    origin,
    page,
    send: (packet, query = {}) => {
      const { CallbackCommand } = packet as { CallbackCommand?: string }
      const fields = { sdkAppId: appId, command: CallbackCommand as string, ...query }
      const body = typeof packet === 'string' || packet instanceof Uint8Array ? packet : JSON.stringify(packet)
      return askAsStranger(`${origin}/callback?${callbackQuery(fields)}`, {
        method: 'POST',
        headers: { 'content-length': String(Buffer.byteLength(body)) },
        body: body as string,
      })
    },
    get: (path) => ask(page + path),
    post: (path, value) => post(page + path, value),
    close: () => inspect.close(),
  }
}
