import { itWas } from '../errors/it-was.ts'
import { RoomCallbacksError } from '../errors/room-callbacks-error.ts'
import type { Options } from '../generated/options.ts'
import { callSite } from '../handlers/call-site.ts'
import type { AnyHandler } from '../handlers/registrations.ts'
import type { SdkAppIds } from '../options/app-functions.ts'
import { readEnvelope } from '../receive/receive.ts'
import type { CallbackRequest } from '../receive/request.ts'
import type { HealthOptions } from './health.ts'
import { type Known, Receiver, type Target } from './receiver.ts'
import { remember } from './receiver-of.ts'
import type { CloseOptions, RoomCallbacks } from './room-callbacks.ts'

/** What an adapter does beside receiving. */
export interface Reception {
  /** Whether a request is a callback, for hosts whose router asks before they call anything. */
  readonly isCallback: (request: Pick<CallbackRequest, 'method' | 'query' | 'headers'>) => boolean
  /** Whether `close()` was called: then no connection is kept. */
  readonly isClosing: () => boolean
  /** What a host is told that takes errors. Express takes `undefined`, and the word "route", for something else. */
  readonly asError: (cause: unknown) => Error
  /**
   * Tells the `error` hook that a reply could not be written, for hosts that have no handler of errors.
   *
   * @param query The query of the request, which names the command.
   */
  readonly reportUnwritten: (cause: unknown, query: string) => void
}

/**
 * Makes a callable that knows the commands of a catalog, and for messages what its options mean.
 *
 * @throws `invalid-option`
 */
export function createCallable<Host, Middleware extends object>(
  known: Known,
  sdkAppIds: SdkAppIds,
  options: Options,
  middleware: (receive: RoomCallbacks<Host>['receive'], reception: Reception) => Middleware,
): Middleware & RoomCallbacks<Host> {
  const receiver = new Receiver(known, sdkAppIds, options)
  const { receive } = receiver
  function on(target: Target, handler: AnyHandler) {
    receiver.on(target, handler, callSite(on))
    return callable
  }
  const callable = Object.assign(middleware(receive, receptionOf(receiver)), {
    on,
    off(target: Target, handler?: AnyHandler) {
      receiver.off(target, handler)
      return callable
    },
    registered: () => receiver.registered(),
    sdkAppIds: receiver.sdkAppIds,
    receive,
    health: (options?: HealthOptions) => receiver.health(options),
    close: ({ timeout }: CloseOptions = {}) => receiver.close(timeout),
  }) as unknown as Middleware & RoomCallbacks<Host>
  remember(callable, receiver)
  return callable
}

// As the platform writes it. The query is read once more when the callback is received, which would cost Fastify a twentieth.
const asWritten = /(?:^|&)CallbackCommand=/

function receptionOf({ services: { inFlight, reporter, settings } }: Receiver): Reception {
  const unwritten = (cause: unknown, query = '') => {
    const command = readEnvelope({ method: 'POST', query, headers: {} }, settings)?.receivedAs
    return new RoomCallbacksError('reply-failed', command && itWas(command), { cause })
  }
  return {
    isCallback: (request) => asWritten.test(request.query) || readEnvelope(request, settings) !== undefined,
    isClosing: () => inFlight.isClosing,
    asError: (cause) => (cause instanceof Error ? cause : unwritten(cause)),
    reportUnwritten: (cause, query) => reporter.emit(unwritten(cause, query)),
  }
}
