import type { BodySource, CallbackRequest } from '../receive/request.ts'
import type { PlatformContext } from './platform.ts'
import type { BodyOfWeb } from './stream-body.ts'
import type { WebSettings } from './web-options.ts'

/** Tells where the body of a request is: `webBody`, or `streamBody` for a bundle without what only servers of Node have. */
export type BodyReader = (request: BodyOfWeb, incoming: unknown) => BodySource

/** A `Request` as core sees it; what few callbacks need is asked for only then. */
export class WebRequest<Host> implements CallbackRequest<Host> {
  readonly host: Host
  readonly #request: Request
  readonly #platformOf: () => PlatformContext
  readonly #settings: WebSettings
  readonly #bodyOf: BodyReader
  #platform: PlatformContext | undefined
  #headers: { readonly [name: string]: string } | undefined

  /**
   * @param platformOf Asked once, of a callback.
   * @param bodyOf Tells where its body is.
   */
  constructor(
    request: Request,
    host: Host,
    platformOf: () => PlatformContext,
    settings: WebSettings,
    bodyOf: BodyReader,
  ) {
    this.#request = request
    this.host = host
    this.#platformOf = platformOf
    this.#settings = settings
    this.#bodyOf = bodyOf
  }

  get method(): string {
    return this.#request.method
  }
  get query(): string {
    return queryOfUrl(this.#request.url)
  }
  get headers(): { readonly [name: string]: string } {
    this.#headers ??= fieldsOf(this.#request.headers)
    return this.#headers
  }
  get body(): BodySource {
    return this.#bodyOf(this.#request, this.#platformKnown.incoming)
  }
  /** The request of Node that it was made of, where a server tells it. */
  get incoming(): unknown {
    return this.#platformKnown.incoming
  }
  get remoteAddress(): string | undefined {
    const { remoteAddress } = this.#settings
    return remoteAddress ? (remoteAddress(this.#request) ?? undefined) : this.#platformKnown.remoteAddress
  }
  get waitUntil(): CallbackRequest['waitUntil'] {
    const { waitUntil } = this.#settings
    if (waitUntil === 'process') return undefined
    const platform = this.#platformKnown
    // As a method: that of a runtime needs its context.
    if (platform.waitUntil) return (work) => platform.waitUntil?.(work)
    return waitUntil && ((work) => waitUntil(work))
  }
  get endsWithReply(): boolean {
    if (this.#settings.waitUntil) return false
    const { waitUntil, isLasting } = this.#platformKnown
    return !waitUntil && !isLasting
  }

  get #platformKnown(): PlatformContext {
    this.#platform ??= this.#platformOf()
    return this.#platform
  }
}

/** The query string of an absolute URL, without its question mark. */
export function queryOfUrl(url: string): string {
  const hash = url.indexOf('#')
  const end = hash === -1 ? url.length : hash
  const mark = url.indexOf('?')
  return mark === -1 ? '' : url.slice(mark + 1, end)
}

type Fields = { readonly [name: string]: string }

/** Header fields as an object. Few are looked at, and copying all would cost more than what is looked at. */
const fieldsOf = (headers: Headers): Fields => new Proxy(headers, reading) as unknown as Fields

const fieldOf = (headers: Headers, name: string | symbol): string | undefined =>
  // Of HTTP/2, such as `:method`; Headers throws for their names.
  typeof name === 'symbol' || name.startsWith(':') ? undefined : (headers.get(name) ?? undefined)

const reading: ProxyHandler<Headers> = {
  get: (headers, name) => fieldOf(headers, name),
  has: (headers, name) => fieldOf(headers, name) !== undefined,
  ownKeys: (headers) => [...headers.keys()],
  getOwnPropertyDescriptor(headers, name) {
    const value = fieldOf(headers, name)
    return value === undefined ? undefined : { value, enumerable: true, configurable: true }
  },
}
