import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Platform, PlatformOptions } from '@room-callbacks/testing'
import type { Test } from 'tap'
import { startPlatform } from '../unhurried.ts'

/** A request as it came over the wire. */
export interface Received {
  readonly url: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly text: string
  readonly packet: { readonly CallbackCommand: string; readonly [field: string]: unknown }
}

/** Answers a request; undefined answers OK. */
export type Answering = (received: Received, response: ServerResponse, count: number) => object | string | undefined

const ok = { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 }

/** Listens on a port of the loopback address until the test is over. */
export async function listen(t: Test, listener: RequestListener) {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

/** A receiver that records every request. `''` leaves a request without an answer. */
export async function startReceiver(t: Test, answering: Answering = () => undefined) {
  const received: Received[] = []
  const sockets = new Set<unknown>()
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let text = ''
    for await (const chunk of request.setEncoding('utf8')) text += chunk
    sockets.add(request.socket)
    const url = request.url as string
    const { searchParams: query } = new URL(url, 'http://receiver')
    const one = { url, query, headers: request.headers, text, packet: JSON.parse(text) }
    received.push(one)
    const reply = answering(one, response, received.length) ?? ok
    if (reply !== '') response.end(typeof reply === 'string' ? reply : JSON.stringify(reply))
  }
  const { url } = await listen(t, (request, response) => {
    // A connection that breaks on purpose is not the receiver's fault.
    answer(request, response).catch(() => {})
  })
  return { url, received, sockets }
}

/** A platform whose callbacks go to such a receiver. */
export async function connected(t: Test, options: PlatformOptions = {}, answering?: Answering) {
  const receiver = await startReceiver(t, answering)
  const platform: Platform = await startPlatform(options)
  t.teardown(() => platform.close())
  platform.configure({ url: receiver.url })
  const packets = async (): Promise<readonly Received['packet'][]> => {
    await platform.settled()
    return receiver.received.map(({ packet }) => packet)
  }
  return { platform, packets, ...receiver }
}
