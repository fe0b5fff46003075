import { type ClientRequest, request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { callbackQuery, type QueryFields } from '@room-callbacks/testing'
import { appId, type Running } from './hosts.ts'

export interface Delivery extends Partial<QueryFields> {
  readonly path?: string
  /** A whole query string, instead of the fields. */
  readonly query?: string
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string | Uint8Array
  /** Writes the body by hand. */
  readonly write?: (request: ClientRequest) => void
}

export interface Answered {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  readonly json: Record<string, unknown>
}

/**
 * Makes a request by hand: what the platform can never send, such as wrong methods, broken queries and bodies,
 * wrong lengths, chunks, or no callback at all, and where the connection itself is looked at. Ordinary packets
 * go through `send`.
 */
export function deliver({ port }: Pick<Running, 'port'>, delivery: Delivery): Promise<Answered> {
  const { path = '/', method = 'POST', headers = {}, body } = delivery
  const query =
    delivery.query ?? callbackQuery({ sdkAppId: appId, command: 'Room.CallbackAfterCreateRoom', ...delivery })
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      port,
      host: '127.0.0.1',
      method,
      path: query ? `${path}?${query}` : path,
      headers,
      agent: false,
    })
    request.on('error', reject)
    request.on('response', async (response) => {
      let text = ''
      for await (const chunk of response.setEncoding('utf8')) text += chunk
      const json = text.startsWith('{') ? JSON.parse(text) : {}
      resolve({ status: response.statusCode as number, headers: response.headers, text, json })
    })
    if (delivery.write) delivery.write(request)
    else request.end(body)
  })
}
