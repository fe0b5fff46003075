import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ParsedBody } from '@room-callbacks/core/http'
import type { InspectorOptions } from './generated/inspector-options.ts'
import { readOptions } from './options/read-options.ts'
import { Inspection } from './serve/inspection.ts'
import { pathOf, serve } from './serve/serve.ts'

/** What Koa hands its middleware, as far as the inspector needs it. */
export interface KoaLikeContext {
  readonly req: IncomingMessage
  readonly res: ServerResponse
  originalUrl: string
  readonly request: { originalUrl: string }
  /** False: the answer is written past Koa. */
  respond?: boolean | undefined
}

/** What `roomCallbacks` of any adapter returned, as far as the inspector looks at it. */
export interface InspectedReceiver {
  readonly sdkAppIds: readonly string[]
  readonly receive: (request: never) => unknown
}

/** The middleware of an inspector: the same one for Express, Koa and `node:http`. */
export interface Inspector {
  /** For Koa. */
  (context: KoaLikeContext, next: () => Promise<unknown>): Promise<unknown>
  /** For Express; and for `node:http`, where `next` is called for what is not the inspector's, or 404 answered. */
  (request: IncomingMessage, response: ServerResponse, next?: (error?: unknown) => void): void
  /**
   * The address of the page. Without the option `secret` it holds the random secret of this start: print it where only
   * the people who may read packets see it. A secret of the options is not in it.
   *
   * @param base Where the inspector is mounted.
   * @throws `invalid-option` if that is no URL
   * @example
   * app.listen(3000, () => console.log(inspect.url('http://localhost:3000')))
   */
  url(base: string | URL): string
  /**
   * Ends the observation, and the streams of open pages, which a closing server would wait for.
   *
   * @example
   * server.close()
   * inspect.close()
   */
  close(): void
}

/**
 * Serves a page that shows the callbacks of a receiver as they arrive, and replays them. Mount it before body parsers.
 * Every request must show a secret, and by default come from this machine.
 *
 * @param callbacks What `roomCallbacks` of any adapter returned.
 * @throws `invalid-option`; also without a secret where `NODE_ENV` is something else than `development` and `test`
 * @example
 * const inspect = inspector(callbacks)
 * app.use(inspect)
 * app.use(callbacks)
 * app.listen(3000, () => console.log(inspect.url('http://localhost:3000')))
 */
export function inspector(callbacks: InspectedReceiver, options: InspectorOptions = {}): Inspector {
  const inspection = new Inspection(callbacks, readOptions(options))
  const middleware = (first: object, second: object, third?: () => void): unknown =>
    // Only Koa's second argument can be called.
    typeof second === 'function'
      ? serveKoa(inspection, first as KoaLikeContext, second as () => Promise<unknown>)
      : serveNode(inspection, first as Requested, second as ServerResponse, third)
  const url = (base: string | URL): string => inspection.address.below(base)
  return Object.assign(middleware, { url, close: () => inspection.close() }) as Inspector
}

async function serveKoa(
  inspection: Inspection,
  context: KoaLikeContext,
  next: () => Promise<unknown>,
): Promise<unknown> {
  const { req: request, res: response } = context
  const path = pathOf(context.originalUrl)
  const kept = [context.request, request] as object[] as ParsedBody[]
  const hideQuery = (): void => {
    request.url = pathOf(request.url as string)
    context.originalUrl = path
    context.request.originalUrl = path
  }
  if (!serve(inspection, { request, response, path, kept, hideQuery })) return next()
  context.respond = false
  return undefined
}

type Requested = IncomingMessage & ParsedBody & { originalUrl?: string }

function serveNode(
  inspection: Inspection,
  request: Requested,
  response: ServerResponse,
  next: (() => void) | undefined,
): void {
  const path = pathOf(request.originalUrl ?? (request.url as string))
  const hideQuery = (): void => {
    request.url = pathOf(request.url as string)
    if (request.originalUrl !== undefined) request.originalUrl = path
  }
  if (serve(inspection, { request, response, path, kept: [request], hideQuery })) return
  if (next) next()
  else response.writeHead(404, { 'content-length': '0' }).end()
}
