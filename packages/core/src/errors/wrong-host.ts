import { RoomCallbacksError } from './room-callbacks-error.ts'

/** What a host hands to its middleware, as far as it tells the hosts apart. */
interface Handed {
  readonly app?: unknown
  readonly req?: { readonly raw?: unknown }
  readonly request?: unknown
  readonly headers?: { readonly get?: unknown }
  readonly httpVersion?: unknown
  readonly addHook?: unknown
  readonly requestContext?: unknown
  readonly httpMethod?: unknown
}

const isFunction = (value: unknown): boolean => typeof value === 'function'

/** The host that calls with these values; undefined for one that nothing is known of. */
function hostOf([first]: readonly unknown[]): string | undefined {
  if (typeof first !== 'object' || first === null) return undefined
  const { app, req, request, headers, httpVersion, addHook, requestContext, httpMethod } = first as Handed
  if (isFunction(addHook)) return 'fastify'
  if (req?.raw !== undefined) return 'hono'
  if (req !== undefined && request !== undefined) return 'koa'
  if (isFunction(headers?.get)) return 'web'
  if (requestContext !== undefined || httpMethod !== undefined) return 'functions'
  if (httpVersion === undefined) return undefined
  return isFunction(app) ? 'express' : 'node'
}

/**
 * Refuses what another host hands to a callable, and names the package for it: in plain JavaScript nothing else says why
 * a property of our insides is missing.
 *
 * @param own The host that the callable is for.
 * @param handed What it was called with.
 * @throws `wrong-host`
 */
export function refuseOtherHost(own: string, handed: readonly unknown[]): never {
  const host = hostOf(handed)
  const [name, kind] = [`@room-callbacks/${own}`, handed.map((value) => typeof value).join(', ')]
  const what =
    host && host !== own
      ? `${host === 'node' ? 'node:http' : host} called it: take @room-callbacks/${host}.`
      : `It was called with (${kind}).`
  throw new RoomCallbacksError('wrong-host', `This receiver is of ${name}. ${what}`)
}
