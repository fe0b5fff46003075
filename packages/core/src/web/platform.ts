/** What is known of the platform beside a request. */
export interface PlatformContext {
  /** Keeps the platform from ending before something is done that goes on after the answer; the context of Workers, or `after` of Next. */
  readonly waitUntil?: ((work: Promise<unknown>) => void) | undefined
  /** The address of the caller, as the platform tells it. */
  readonly remoteAddress?: string | undefined
  /** Whether the process runs on by itself after the answer. */
  readonly isLasting?: boolean | undefined
  /**
   * The request of Node that a `Request` was made of, as `@hono/node-server` tells it. Its bytes are read without a copy, and a
   * receiver that closes ends its HTTP/2 session; without it the server has to do that.
   */
  readonly incoming?: unknown
}

/** What servers that run on by themselves tell of a request, each in its own way. */
interface ServerEnvironment {
  /** Of Deno: `Deno.ServeHandlerInfo`. */
  readonly remoteAddr?: { readonly hostname?: unknown }
  /** Of Bun: its server. */
  readonly requestIP?: (request: Request) => { readonly address: string } | null
  /** Of `@hono/node-server`. */
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } | null }
}

/**
 * What a `fetch` handler is told by its runtime. Workers end when they have answered, and give a context as the third
 * argument; the servers of Deno, Bun and Node run on, and tell the address of the caller in the second.
 *
 * @param context Asked for only where no server told anything.
 */
export function platformOf(request: Request, environment: unknown, context: () => unknown): PlatformContext {
  const server = serverOf(request, environment)
  if (server) return server
  const given = context()
  return hasWaitUntil(given) ? { waitUntil: (work) => given.waitUntil(work) } : {}
}

function serverOf(request: Request, environment: unknown): PlatformContext | undefined {
  if (typeof environment !== 'object' || environment === null) return undefined
  const { remoteAddr, requestIP, incoming } = environment as ServerEnvironment
  if (typeof remoteAddr?.hostname === 'string') return { remoteAddress: remoteAddr.hostname, isLasting: true }
  // A request whose connection is gone has no socket.
  if (incoming?.socket !== undefined)
    return { remoteAddress: incoming.socket?.remoteAddress, isLasting: true, incoming }
  if (typeof requestIP !== 'function') return undefined
  // With its server: it is a method.
  return { remoteAddress: requestIP.call(environment, request)?.address, isLasting: true }
}

function hasWaitUntil(given: unknown): given is { waitUntil(work: Promise<unknown>): void } {
  return typeof given === 'object' && given !== null && typeof (given as PlatformContext).waitUntil === 'function'
}
