import type { IncomingMessage, ServerResponse } from 'node:http'
import type { InspectorOptions } from './generated/inspector-options.ts'
import { readOptions } from './options/read-options.ts'
import { Inspection } from './serve/inspection.ts'
import { type Hosted, serve } from './serve/serve.ts'

/** What Koa hands its middleware, as far as the inspector needs it. */
export interface KoaLikeContext {
  readonly req: IncomingMessage
  readonly res: ServerResponse
  readonly originalUrl: string
  readonly request: object
  /** False: the answer is written past Koa. */
  respond?: boolean | undefined
}

/** The middleware of an inspector: the same one for Express, Koa and `node:http`. */
export interface Inspector {
  /** For Koa. */
  (context: KoaLikeContext, next: () => Promise<unknown>): Promise<unknown>
  /** For Express; and for `node:http`, where `next` is called for what is not the inspector's, or 404 answered. */
  (request: IncomingMessage, response: ServerResponse, next?: (error?: unknown) => void): void
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
 * For development: this machine alone may open it, unless the options say otherwise.
 *
 * @param callbacks What `roomCallbacks` of any adapter returned.
 * @throws `invalid-option`; also where `NODE_ENV` is `production` and no secret is given
 * @example
 * app.use(inspector(callbacks)) // http://localhost:3000/room-callbacks
 * app.use(callbacks)
 */
export function inspector(callbacks: object, options: InspectorOptions = {}): Inspector {
  const inspection = new Inspection(callbacks, readOptions(options))
  const middleware = (first: object, second: object, third?: () => void): unknown =>
    // Only Koa's second argument can be called.
    typeof second === 'function'
      ? serveKoa(inspection, first as KoaLikeContext, second as () => Promise<unknown>)
      : serveNode(inspection, first as IncomingMessage, second as ServerResponse, third)
  return Object.assign(middleware, { close: () => inspection.close() }) as Inspector
}

async function serveKoa(
  inspection: Inspection,
  context: KoaLikeContext,
  next: () => Promise<unknown>,
): Promise<unknown> {
  const { req: request, res: response, originalUrl } = context
  if (!serve(inspection, { request, response, originalUrl, kept: context.request as Hosted['kept'] })) return next()
  context.respond = false
  return undefined
}

type Requested = IncomingMessage & Hosted['kept'] & { readonly originalUrl?: string }

function serveNode(
  inspection: Inspection,
  request: IncomingMessage,
  response: ServerResponse,
  next: (() => void) | undefined,
): void {
  const kept = request as Requested
  if (serve(inspection, { request, response, kept, originalUrl: kept.originalUrl ?? (request.url as string) })) return
  if (next) next()
  else response.writeHead(404, { 'content-length': '0' }).end()
}
