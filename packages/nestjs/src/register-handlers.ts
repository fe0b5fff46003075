import { type HandlerName, type RoomCallbacks, RoomCallbacksError } from '@room-callbacks/core'
import type { NestHost } from './nest-host.ts'
import { registrationsOf } from './on-callback.ts'

/** What is used of Nest's description of a provider or controller. */
export interface Wrapper {
  readonly instance: unknown
  readonly metatype: unknown
  isDependencyTreeStatic(): boolean
}

type Method = (event: unknown, context: unknown) => unknown

/**
 * Registers the methods of all providers and controllers that have `@OnCallback`.
 *
 * @throws `duplicate-handler` with both, where two decide one command; `invalid-handler` for a provider that Nest makes anew for
 * each request
 */
export function registerHandlers(callbacks: RoomCallbacks<NestHost>, wrappers: readonly Wrapper[]): void {
  const placeOf = new Map<HandlerName, string>()
  const seen = new Set<unknown>()
  for (const wrapper of wrappers) {
    const { instance } = wrapper
    // An alias of a provider is the same object.
    if (typeof instance !== 'object' || instance === null || seen.has(instance)) continue
    seen.add(instance)
    for (const { name, method } of registrationsOf(Object.getPrototypeOf(instance))) {
      const place = `${instance.constructor.name}.${String(method)}()`
      if (!wrapper.isDependencyTreeStatic()) throw new RoomCallbacksError('invalid-handler', `${place} ${scoped}`)
      register(callbacks, name, boundTo(instance, method), place, placeOf.get(name))
      placeOf.set(name, place)
    }
  }
}

const scoped = 'is of a provider that is made for each request or user. Give it the default scope.'

/** As the object has it: a class that extends another may have a method of its own in the place of that with the decorator. */
const boundTo =
  (instance: object, method: string | symbol): Method =>
  (event, context) =>
    (instance as Record<string | symbol, Method>)[method]?.(event, context)

function register(
  callbacks: RoomCallbacks<NestHost>,
  name: HandlerName,
  handler: Method,
  place: string,
  other = 'a handler that was registered with on()',
): void {
  try {
    callbacks.on(name, handler as never)
  } catch (error) {
    const isDuplicate = error instanceof RoomCallbacksError && error.code === 'duplicate-handler'
    throw isDuplicate ? new RoomCallbacksError(error.code, `${place} and ${other} both decide ${name}.`) : error
  }
}
