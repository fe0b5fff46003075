import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CallbackClient, type ClientOptions, callbackClient } from '@room-callbacks/client'
import type { Test } from 'tap'
import { patience } from '../unhurried.ts'

/** A request as it came. */
export interface Received {
  readonly method: string
  readonly api: string
  readonly query: Readonly<Record<string, string>>
  readonly body: string
  /** The connection, by number. */
  readonly connection: number
}

/** What the platform does with a request. */
export type Reaction = (response: ServerResponse) => void

const requestId = 'Id-8c9858f01e954611ae2d4c1b1ed7d583-O-Seq-52720'

export const raw =
  (text: string, status = 200, contentType = 'application/json'): Reaction =>
  (response) => {
    response.writeHead(status, { 'content-type': contentType }).end(text)
  }

export const ok = (fields: object = {}): Reaction =>
  raw(JSON.stringify({ ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0, RequestId: requestId, ...fields }))

export const fail = (ErrorCode: number, ErrorInfo = ''): Reaction =>
  raw(JSON.stringify({ ActionStatus: 'FAIL', ErrorInfo, ErrorCode, RequestId: requestId }))

/** What an error says that the platform refused with a code. */
export const refused = (platformCode: number) => ({ code: 'platform-refused', platformCode })

/** Breaks the connection without an answer. */
export const hangUp: Reaction = (response) => response.socket?.resetAndDestroy()

/** Never answers. */
export const keepSilent: Reaction = () => {}

export const secretKey = '0123456789abcdef'.repeat(4)

/** The REST APIs, with answers that a test writes down: per API in order, and OK when they are used up. */
export class RestStandIn {
  readonly received: Received[] = []
  readonly #scripts = new Map<string, Reaction[]>()
  readonly #connections = new Map<unknown, number>()
  readonly #server: Server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url as string, 'http://stand.in')
    const api = pathname.slice(1)
    const known = this.#connections.get(request.socket) ?? this.#connections.size + 1
    this.#connections.set(request.socket, known)
    const body = (await request.toArray()).join('')
    const query = Object.fromEntries(searchParams)
    this.received.push({ method: request.method as string, api, query, body, connection: known })
    this.#server.emit('received')
    const reaction = this.#scripts.get(api)?.shift() ?? ok()
    reaction(response)
  })

  static async start(t: Test): Promise<RestStandIn> {
    const platform = new RestStandIn()
    platform.#server.listen(0, '127.0.0.1')
    await once(platform.#server, 'listening')
    t.teardown(() => platform.stop())
    return platform
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** What it answers to the next requests of an API. */
  on(api: string, ...reactions: Reaction[]): this {
    this.#scripts.set(api, reactions)
    return this
  }

  /** What was asked, in order: the name of each API and its body. */
  get calls(): string[] {
    return this.received.map(({ api, body }) => `${api.replace('v4/', '')} ${body}`)
  }

  async nextRequest(): Promise<void> {
    await once(this.#server, 'received')
  }

  client(t: Test, options: Partial<ClientOptions> = {}): CallbackClient {
    const client = callbackClient({ sdkAppId: 1400000000, secretKey, url: this.url, timeout: patience, ...options })
    t.teardown(() => client.close())
    return client
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}
