import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

type IsCallback = (request: IncomingMessage) => boolean
type Answer = (request: FastifyRequest, reply: FastifyReply) => void

// The router makes code of it: letters only.
const constraint = 'roomCallbacks'

/** What the receivers of a server take for a callback, by the server that all scopes of an app share. */
const recognisers = new WeakMap<object, IsCallback[]>()

/**
 * Routes callbacks to their receiver. A constraint of the router tells them from other requests, so that the app can have
 * routes of its own at the same paths. They are answered before the content type parsers of the app: bytes survive.
 */
export function routeCallbacks(instance: FastifyInstance, isCallback: IsCallback, answer: Answer): void {
  const others = recognisers.get(instance.server) ?? []
  recognisers.set(instance.server, [...others, isCallback])
  if (!instance.hasConstraintStrategy(constraint)) instance.addConstraintStrategy(strategyOf(instance.server))
  const route = {
    constraints: { [constraint]: 'yes' },
    // `answer` replies to each: a hook that has replied needs not call back, and no handler follows it.
    onRequest: (request: FastifyRequest, reply: FastifyReply, _next: () => void) => answer(request, reply),
  }
  for (const url of ['/', '/*']) instance.all(url, route, unreachable)
}

/* c8 ignore next 2 -- Fastify asks for a handler, and the hook before it replies. */
const unreachable = (): void => {}

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
