import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  type Answer,
  type CallbackRequest,
  copyForeign,
  didYouMean,
  type Outcome,
  type Reply,
} from '@room-callbacks/core'
import { callbackQuery, type QueryFields } from './callback-query.ts'
import { engineHeaders } from './engine-headers.ts'
import { commandOf } from './packet.ts'

/** How a packet is delivered. */
export interface InjectOptions extends Partial<Omit<QueryFields, 'command'>> {
  /** The command in the query. Default: the packet's own. An event of RTC Engine has none: its text needs this one, or a key. */
  readonly command?: string
  /** Signs an event of RTC Engine. */
  readonly key?: string | undefined
  /** The path in front of the query. Default: `/`. */
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
}

const optionNames = Object.keys({
  command: true,
  key: true,
  path: true,
  headers: true,
  sdkAppId: true,
  token: true,
  requestTime: true,
  clientIp: true,
  platform: true,
  requestId: true,
} satisfies { readonly [option in keyof Required<InjectOptions>]: true })

const meantBy = (unknown: string): string => `${didYouMean(unknown, optionNames)} Options: ${optionNames.join(', ')}.`

/** What came back. */
export interface Injected {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly answer: Answer & { readonly [field: string]: unknown }
  /** What became of it; unknown when it went through a whole app. */
  readonly outcome: Outcome | undefined
}

/** A callable of any adapter. */
export interface Receiving {
  readonly sdkAppIds: readonly string[]
  readonly receive: (request: CallbackRequest<never>) => Promise<Reply> | undefined
}

/** A whole app: an Express app, `koaApp.callback()`, or any listener of `node:http`. */
export type Listener = (request: IncomingMessage, response: ServerResponse) => void

/** An object, which is written as JSON, or a body as it is. */
export type InjectedPacket = object | string | Uint8Array

/**
 * Delivers a packet: to the callable of any adapter without a socket, or through a whole app, which
 * listens on a free port of the loopback address for it.
 *
 * @throws RangeError without a command or an app, for an unknown option, and when an app answers something else than JSON
 * @example
 * const { answer } = await inject(callbacks, packet('Live.CallbackBeforeSendGift'), { token })
 */
export async function inject(
  target: Receiving | Listener,
  packet: InjectedPacket,
  options: InjectOptions = {},
): Promise<Injected> {
  const unknown = Object.keys(options).find((name) => !optionNames.includes(name))
  if (unknown !== undefined) throw new RangeError(`"${unknown}" is not an option of inject().${meantBy(unknown)}`)
  const body = typeof packet === 'string' || packet instanceof Uint8Array ? packet : JSON.stringify(packet)
  const sdkAppId = options.sdkAppId ?? ('sdkAppIds' in target ? target.sdkAppIds[0] : undefined)
  const delivery = deliveryOf(packet, body, sdkAppId, options)
  return 'receive' in target ? injectDirectly(target, delivery) : injectHttp(target, delivery, options)
}

/** What is delivered, in either of the two ways. */
interface Delivered {
  readonly query: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

function deliveryOf(
  packet: InjectedPacket,
  body: string | Uint8Array,
  sdkAppId: number | string | undefined,
  options: InjectOptions,
): Delivered {
  const { EventType } = packet as { EventType?: unknown }
  const { command = commandOf(packet), key, headers = {} } = options
  const isEvent = command?.startsWith('RtcEngine.') ?? (key !== undefined || EventType !== undefined)
  if (!isEvent && command === undefined) {
    throw new RangeError('The packet has no CallbackCommand: give the command option.')
  }
  if (sdkAppId === undefined) {
    throw new RangeError('Neither a whole app nor a function of app ids tells an SDKAppID: give the sdkAppId option.')
  }
  if (isEvent) return { query: '', headers: { ...engineHeaders({ sdkAppId, key, body }), ...headers }, body }
  return { query: callbackQuery({ ...options, sdkAppId, command: command as string }), headers, body }
}

async function injectDirectly({ receive }: Receiving, { query, headers, body }: Delivered): Promise<Injected> {
  const reply = await receive({
    method: 'POST',
    query,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: typeof body === 'string' ? { kind: 'text', text: body } : { kind: 'bytes', bytes: body },
    remoteAddress: '127.0.0.1',
    host: undefined as never,
  })
  if (!reply)
    throw new RangeError(
      'The receiver takes no such callback. Events of RTC Engine need the key option, callbacks of Call v1 callV1.',
    )
  const { status, headers: replied, body: answer, outcome } = reply
  return { status, headers: replied, answer: JSON.parse(answer), outcome }
}

async function injectHttp(
  listener: Listener,
  { query, headers, body }: Delivered,
  { path = '/' }: InjectOptions,
): Promise<Injected> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const { port } = server.address() as AddressInfo
    const response = await fetch(`http://127.0.0.1:${port}${path}${query && '?'}${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    }).catch((thrown: unknown) => {
      // undici keeps the socket in its error.
      throw copyForeign(thrown)
    })
    const { status } = response
    const answer = parseAnswer(await response.text())
    if (!answer) throw new RangeError(`${path} answered ${status} without JSON. Give the path of the receiver.`)
    return { status, headers: Object.fromEntries(response.headers), answer, outcome: undefined }
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

function parseAnswer(text: string): Injected['answer'] | undefined {
  try {
    return JSON.parse(text) as Injected['answer']
  } catch {
    return undefined
  }
}
