import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ParsedBody } from '@room-callbacks/core/http'
import { Failure } from '../failure.ts'
import { guard } from '../guard/guard.ts'
import type { Refused } from '../guard/refused.ts'
import { isStoppedAtDoor } from './door.ts'
import type { Inspection } from './inspection.ts'
import { redirect } from './redirect.ts'
import { respondFailure } from './respond-failure.ts'
import { type InspectorRequest, type Route, routes } from './routes.ts'
import { tellFailure } from './tell-failure.ts'

/** A request, whichever host passes it on. */
export interface HostRequest {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** The path of the request before the host took its mount path off. */
  readonly path: string
  /** Where middleware may have left the body. */
  readonly kept: readonly ParsedBody[]
  /** Takes the query out of what the host remembers of the request. */
  readonly hideQuery: () => void
}

/** Serves what belongs to the inspector; false means that a request is for the app. */
export function serve(inspection: Inspection, hosted: HostRequest): boolean {
  const { request, response, kept, path } = hosted
  const below = belowPath(pathOf(request.url as string), inspection.settings.path)
  if (below === undefined) return false
  const [route, rest] = find(request.method as string, below.replace(/^\//, ''))
  if (!route) return false
  const isPage = below === '' || below === '/'
  const refused = guard(request, inspection.settings, isPage)
  if (refused) respondFailure(response, refused)
  else if (!isStoppedAtDoor(inspection, hosted, isPage)) {
    if (below === '' || (below === '/' && !path.endsWith('/'))) redirect(response, 308, path)
    else void run(route, { inspection, request, response, kept, rest })
  }
  return true
}

async function run(route: Route, asked: InspectorRequest): Promise<void> {
  try {
    await route(asked)
  } catch (error) {
    // The client may have gone away in the middle.
    if (asked.response.destroyed) return
    respondFailure(asked.response, error instanceof Failure ? error : internal(asked.inspection, error))
  }
}

/** A failure that the client did not cause: the operator is told why. */
function internal({ callbacks }: Inspection, cause: unknown): Refused {
  tellFailure(callbacks, cause)
  return { status: 500, code: 'internal', message: 'The inspector failed. Why is told to the error hook.' }
}

/** A request target without its query. */
export const pathOf = (url: string): string => url.split('?', 1)[0] as string

function belowPath(path: string, own: string): string | undefined {
  if (!path.startsWith(own)) return undefined
  const below = path.slice(own.length)
  return below === '' || below.startsWith('/') ? below : undefined
}

function find(asked: string, path: string): [route: Route | undefined, rest: string] {
  // Node leaves the body of an answer to HEAD out. A stream without an end has no answer without a body.
  const method = asked === 'HEAD' && !path.startsWith('api/') ? 'GET' : asked
  const exact = routes.get(`${method} ${path}`)
  if (exact) return [exact, '']
  const slash = path.lastIndexOf('/') + 1
  return slash === 0 ? [undefined, ''] : [routes.get(`${method} ${path.slice(0, slash)}`), path.slice(slash)]
}
