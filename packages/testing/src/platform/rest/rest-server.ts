import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ConfigurationStore } from '../configuration/configuration-store.ts'
import type { SeededRandom } from '../faults/seeded-random.ts'
import type { PlatformSettings } from '../options/read-platform-options.ts'
import { admitCall } from './admit-call.ts'
import { configurationApis } from './apis.ts'
import type { RestApi } from './call.ts'
import { RestFailure } from './error-codes.ts'
import { RateLimit } from './rate-limit.ts'
import { readBody } from './read-body.ts'
import type { ScriptedFailure } from './scripted-failure.ts'
import { fail, ScriptedFailures } from './scripted-failures.ts'

const prefix = '/v4/'

/** The REST APIs on a port of the loopback address. Always HTTP 200 (60703). */
export class RestServer {
  readonly #settings: PlatformSettings
  readonly #store: ConfigurationStore
  readonly #chance: SeededRandom
  readonly #rateLimit: RateLimit
  readonly #failures = new ScriptedFailures()
  readonly #apis: ReadonlyMap<string, RestApi>
  readonly #server: Server
  #calls = 0

  /** @param chat The APIs of Chat, by their path behind `/v4/`. */
  constructor(
    settings: PlatformSettings,
    store: ConfigurationStore,
    chat: { readonly [path: string]: RestApi },
    chance: SeededRandom,
  ) {
    this.#settings = settings
    this.#store = store
    this.#apis = new Map([...configurationApis, ...Object.entries(chat)])
    this.#chance = chance
    this.#rateLimit = new RateLimit(settings.callsPerSecond, settings.clock)
    this.#server = createServer((request, response) => {
      void this.#answer(request, response)
    })
  }

  /** Gives the origin. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(this.#settings.port, '127.0.0.1', resolve)
    })
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  failNext(failure: ScriptedFailure): void {
    this.#failures.add(failure, this.#apis)
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const fields = await this.#call(request, response)
      if (fields) this.#write(response, { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0, ...fields })
    } catch (error) {
      // Only a call that was broken off throws anything else: its caller is gone.
      const failure = error instanceof RestFailure ? error : new RestFailure(60002)
      this.#write(response, { ActionStatus: 'FAIL', ErrorInfo: failure.message, ErrorCode: failure.code })
    }
  }

  /** The fields of the answer; undefined when it is another kind of answer, or none. */
  async #call(request: IncomingMessage, response: ServerResponse): Promise<object | undefined> {
    const { pathname, searchParams: query } = new URL(request.url as string, 'http://platform')
    const path = pathname.startsWith(prefix) ? pathname.slice(prefix.length) : ''
    const api = this.#apis.get(path)
    if (!api) throw new RestFailure(60009)
    const failure = this.#failures.take(path)
    if (failure) {
      fail(failure, response)
      return undefined
    }
    if (request.method !== 'POST') throw new RestFailure(60002, 'POST only')
    const body = await readBody(request)
    admitCall(query, this.#settings)
    if (this.#rateLimit.isExceededBy(path)) throw new RestFailure(60007)
    return await api({ query, body, store: this.#store })
  }

  #write(response: ServerResponse, fields: object): void {
    this.#calls += 1
    const RequestId = `Id-${this.#chance.hex(32)}-O-Seq-${this.#calls}`
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ...fields, RequestId }))
  }
}
