import type { Observer } from '../receive/observe/observation.ts'
import { Observers } from '../receive/observe/observers.ts'
import { receiverOf } from '../receiver/receiver-of.ts'

/**
 * Tells an observer of every callback of a receiver, and of every delivery from its inbox. Nothing else changes: neither
 * a reply nor a handler changes. What it is told must not be changed, and holds secrets: see {@link Observation}.
 *
 * @param callbacks What `roomCallbacks` of any adapter returned.
 * @returns Ends the observation.
 * @throws `invalid-option` when it is something else
 * @example
 * const stop = observe(callbacks, {
 *   answered: ({ command, reply, responseTimeMs }) => console.log(command, reply.outcome, `${responseTimeMs} ms`),
 * })
 */
export function observe(callbacks: object, observer: Observer): () => void {
  const { services } = receiverOf(callbacks)
  services.observers ??= new Observers(services.reporter)
  const { observers } = services
  observers.add(observer)
  return () => observers.remove(observer)
}
