import {
  Agent,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as requestHttp,
} from 'node:http'
import { request as requestHttps, Agent as SecureAgent } from 'node:https'
import { setImmediate } from 'node:timers/promises'
import { readAll } from '../receive/read-all.ts'
import { connectionError, oversizeAnswer } from './connection-error.ts'

/** A request as it goes out. */
export interface Delivery {
  readonly url: URL
  /** Without its question mark. */
  readonly query: string
  readonly body: Uint8Array
  readonly method?: string
  readonly headers?: IncomingHttpHeaders
}

/** What came back. */
export interface Delivered {
  /** What was asked for. */
  readonly query: string
  /** The signature of its header, if it had one. */
  readonly sign?: string
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** From the first byte sent to the last one received. Unit: ms. */
  readonly latency: number
}

/** Of a callback that is made here: what is passed on keeps those it came with, and gets no other. */
const ownHeaders = { 'content-type': 'application/json' }

const signOf = ({ headers = {} }: Delivery): string | undefined =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === 'sign')?.[1] as string | undefined

/** What is read of an answer at most. Unit: bytes. */
const answerLimit = 10_485_760

/**
 * Delivers over connections that are kept. node:http, because bytes shall pass as they are: fetch
 * inflates and follows redirects, and gives up when an answer comes before the body was sent.
 */
export class HttpSender {
  readonly #timeout: number
  readonly #signal: AbortSignal | undefined
  readonly #agents = { 'http:': new Agent({ keepAlive: true }), 'https:': new SecureAgent({ keepAlive: true }) }

  /**
   * @param timeout How long an answer is waited for. Unit: ms.
   * @param signal Ends what is under way; without one it is waited for.
   */
  constructor(timeout: number, signal?: AbortSignal) {
    this.#timeout = timeout
    this.#signal = signal
  }

  /** @throws `unreachable`, `connection-lost`, `timed-out`, `oversize-answer` */
  async deliver(delivery: Delivery): Promise<Delivered> {
    const start = performance.now()
    const deadline = AbortSignal.timeout(this.#timeout)
    const request = this.#open(delivery, this.#signal ? AbortSignal.any([deadline, this.#signal]) : deadline)
    try {
      const response = await exchange(request, delivery.body)
      const body = await readAll(response, answerLimit)
      request.destroy()
      if (!body) throw oversizeAnswer(delivery.url)
      const { statusCode, headers } = response
      const sign = signOf(delivery)
      return {
        query: delivery.query,
        ...(sign && { sign }),
        status: statusCode as number,
        headers,
        body,
        latency: performance.now() - start,
      }
    } catch (error) {
      throw connectionError(error, delivery.url, deadline.aborted ? this.#timeout : undefined)
    }
  }

  /** Closes the connections. */
  close(): void {
    for (const agent of Object.values(this.#agents)) agent.destroy()
  }

  #open({ url, query, body, method = 'POST', headers = ownHeaders }: Delivery, signal: AbortSignal): ClientRequest {
    const isSecure = url.protocol === 'https:'
    const target = new URL(url)
    target.search = query
    return (isSecure ? requestHttps : requestHttp)(target, {
      method,
      signal,
      agent: this.#agents[isSecure ? 'https:' : 'http:'],
      headers: { ...headers, 'content-length': body.length },
    })
  }
}

// A receiver that refuses a large body answers at its head and closes: who goes on writing then
// finds a broken connection, and never reads the answer.
const sliceSize = 16_384

async function exchange(request: ClientRequest, body: Uint8Array): Promise<IncomingMessage> {
  let isAnswered = false
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve).on('error', reject)
  }).finally(() => {
    isAnswered = true
  })
  // It is awaited below; until then a failure is no unhandled one.
  answer.catch(() => {})
  for (let sent = 0; sent < body.length && !isAnswered; sent += sliceSize) {
    request.write(body.subarray(sent, sent + sliceSize))
    await setImmediate()
  }
  if (!isAnswered) request.end()
  return answer
}
