import type { IncomingMessage, ServerResponse } from 'node:http'
import type { KeptBody } from '@room-callbacks/core/http'
import { report } from '@room-callbacks/core/inspect'
import { Failure } from '../failure.ts'
import { guard } from '../guard/guard.ts'
import type { Refused } from '../guard/refused.ts'
import type { Inspection } from './inspection.ts'
import { writeHead } from './respond.ts'
import { respondFailure } from './respond-failure.ts'
import { type Asked, type Route, routes } from './routes.ts'

/** A request, whichever host passes it on. */
export interface Hosted {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** The target of the request before the host took its mount path off. */
  readonly originalUrl: string
  readonly kept: KeptBody
}

/** Serves what belongs to the inspector; false means that a request is somebody else's. */
export function serve(inspection: Inspection, { request, response, originalUrl, kept }: Hosted): boolean {
  const below = belowPath(pathname(request.url as string), inspection.settings.path)
  if (below === undefined) return false
  const [route, rest] = find(request.method as string, below.replace(/^\//, ''))
  if (!route) return false
  const refused = guard(request, inspection.settings, below === '' || below === '/')
  if (refused) respondFailure(response, refused)
  else if (below === '' || (!pathname(originalUrl).endsWith('/') && below === '/')) redirect(response, originalUrl)
  else void run(route, { inspection, request, response, kept, rest })
  return true
}

async function run(route: Route, asked: Asked): Promise<void> {
  try {
    await route(asked)
  } catch (error) {
    // Whoever asked may have gone away in the middle.
    if (asked.response.destroyed) return
    respondFailure(asked.response, error instanceof Failure ? error : internal(asked.inspection, error))
  }
}

/** Something that is not to blame on whoever asked: the operator is told why. */
function internal({ callbacks }: Inspection, cause: unknown): Refused {
  report(callbacks, 'the inspector', cause)
  return { status: 500, code: 'internal', message: 'The inspector failed. Why is told to the error hook.' }
}

const pathname = (url: string): string => url.split('?', 1)[0] as string

function belowPath(path: string, own: string): string | undefined {
  if (!path.startsWith(own)) return undefined
  const below = path.slice(own.length)
  return below === '' || below.startsWith('/') ? below : undefined
}

function find(method: string, path: string): [route: Route | undefined, rest: string] {
  const exact = routes.get(`${method} ${path}`)
  if (exact) return [exact, '']
  const slash = path.lastIndexOf('/') + 1
  return slash === 0 ? [undefined, ''] : [routes.get(`${method} ${path.slice(0, slash)}`), path.slice(slash)]
}

/** The page names its files beside itself, so its own address must end in a slash. */
function redirect(response: ServerResponse, originalUrl: string): void {
  const name = pathname(originalUrl).split('/').at(-1) as string
  writeHead(response, 308, 'text/html', { location: `./${name}/`, 'content-length': '0' })
  response.end()
}
