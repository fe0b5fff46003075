import type { IncomingMessage } from 'node:http'
import { RoomCallbacksError } from '@room-callbacks/core'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

type IsCallback = (request: IncomingMessage) => boolean
type OnRequest = (request: FastifyRequest, reply: FastifyReply, next: () => void) => void

// The router makes code of it: letters only.
const constraint = 'roomCallbacks'

/** What the receivers of a server take for a callback, by the server that all scopes of an app share. */
const recognisers = new WeakMap<object, IsCallback[]>()

/**
 * Routes callbacks to their receiver. A constraint of the router tells them from other requests, so that the app can have
 * routes of its own at the same paths. They are answered before the content type parsers of the app: bytes survive.
 *
 * @returns Why it cannot be done; thrown, it would be an uncaught exception.
 */
export function routeCallbacks(
  instance: FastifyInstance,
  isCallback: IsCallback,
  onRequest: OnRequest,
): RoomCallbacksError | undefined {
  try {
    addRoutes(instance, isCallback, onRequest)
    return undefined
  } catch (cause) {
    return new RoomCallbacksError('invalid-option', `It cannot be mounted at "${instance.prefix}/": ${again}`, {
      cause,
    })
  }
}

const again =
  'another receiver is there already, or the server listens. Give one receiver all the apps, or each a prefix of its own.'

function addRoutes(instance: FastifyInstance, isCallback: IsCallback, onRequest: OnRequest): void {
  const others = recognisers.get(instance.server) ?? []
  recognisers.set(instance.server, [...others, isCallback])
  if (!instance.hasConstraintStrategy(constraint)) instance.addConstraintStrategy(strategyOf(instance.server))
  const route = {
    constraints: { [constraint]: 'yes' },
    onRequest: (request: FastifyRequest, reply: FastifyReply, _next: () => void) =>
      onRequest(request, reply, () => notFound(request, reply)),
  }
  for (const url of ['/', '/*']) instance.all(url, route, notFound)
}

/** What another receiver of the app knows, and this one does not. */
const notFound = (_request: FastifyRequest, reply: FastifyReply): void => {
  reply.callNotFound()
}

const strategyOf = (server: object) => ({
  name: constraint,
  storage() {
    const handlers = new Map<unknown, never>()
    return {
      get: (value: unknown) => handlers.get(value) ?? null,
      set: (value: unknown, handler: never) => void handlers.set(value, handler),
    }
  },
  validate() {},
  deriveConstraint: (request: IncomingMessage) =>
    recognisers.get(server)?.some((isCallback) => isCallback(request)) ? 'yes' : undefined,
})
