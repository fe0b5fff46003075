import {
  createRoomCallbacks,
  type Options,
  type Reply,
  type RoomCallbacks,
  RoomCallbacksError,
  type SdkAppIds,
} from '@room-callbacks/core'
import { addressOf, bodyOf, type HttpEvent, headersOf, methodOf, queryOf } from './http-event.ts'

/** What handlers find in `context.host`. */
export interface FunctionHost {
  readonly event: HttpEvent
  /** What the platform gave beside the event. */
  readonly context: unknown
}

/** The options of every receiver, and what only the platform knows. */
export interface FunctionOptions extends Options {
  /** Tells the address of the caller, for the `addresses` option. Left out, it is what the gateway says it saw. */
  readonly remoteAddress?: (event: HttpEvent) => string | undefined
}

/** An answer as gateways take it. */
export interface FunctionResult {
  readonly isBase64Encoded: false
  readonly statusCode: number
  readonly headers: { readonly [name: string]: string }
  /** For a load balancer that sends such headers, too. */
  readonly multiValueHeaders?: { readonly [name: string]: readonly string[] }
  readonly body: string
}

export type FunctionHandler = (event: HttpEvent, context?: unknown) => Promise<FunctionResult>

/** Receives callbacks as events of a cloud function; undefined means that it is no callback. */
export interface FunctionRoomCallbacks extends RoomCallbacks<FunctionHost> {
  (event: HttpEvent, context?: unknown): Promise<FunctionResult> | undefined
  /** The handler of AWS Lambda, which answers 404 to what is no callback. @example export const handler = callbacks.lambda */
  readonly lambda: FunctionHandler
  /** The handler of Tencent SCF and CloudBase, which does the same. @example exports.main_handler = callbacks.scf */
  readonly scf: FunctionHandler
}

/**
 * Receives Tencent RTC callbacks in a cloud function. The platform freezes it when it has answered, so an answer waits for
 * the handlers of an After callback, however long they take.
 *
 * @param sdkAppIds The SDKAppID, or several: numbers or digits.
 * @throws `invalid-option`, also for what would go on after the answer: `ack: 'received'`, and the delivery of an inbox
 * @example
 * export const handler = roomCallbacks(1400000000, { token })
 *   .on('Room.CallbackAfterCreateRoom', ({ RoomInfo }) => rooms.insert(RoomInfo)).lambda
 */
export function roomCallbacks(sdkAppIds: SdkAppIds, options: FunctionOptions = {}): FunctionRoomCallbacks {
  const { remoteAddress = addressOf, ...others } = options
  if (others.ack === 'received') throw frozen("ack: 'received'")
  if (others.inbox && others.delivery !== false) throw frozen('an inbox without `delivery: false`')
  return createRoomCallbacks<FunctionHost, object>(sdkAppIds, others, (receive) => {
    const receiveEvent = (given: HttpEvent | null | undefined, context?: unknown) => {
      // A function can be called with any JSON, such as null.
      const event = given ?? {}
      return receive({
        method: methodOf(event),
        query: queryOf(event),
        headers: headersOf(event),
        body: bodyOf(event),
        get remoteAddress() {
          return remoteAddress(event)
        },
        host: { event, context },
        endsWithReply: true,
      })?.then((reply) => resultOf(event, reply))
    }
    const handler: FunctionHandler = async (event, context) => receiveEvent(event, context) ?? resultOf(event, notFound)
    return Object.assign(receiveEvent, { lambda: handler, scf: handler })
  }) as unknown as FunctionRoomCallbacks
}

const frozen = (option: string): RoomCallbacksError =>
  new RoomCallbacksError(
    'invalid-option',
    `${option}: a cloud function is frozen when it has answered, and nothing goes on.`,
  )

const notFound = { status: 404, headers: { 'content-length': '0' }, body: '' }

function resultOf(
  event: HttpEvent | null | undefined,
  reply: Pick<Reply, 'status' | 'headers' | 'body'>,
): FunctionResult {
  const { status, headers, body } = reply
  const result = { isBase64Encoded: false, statusCode: status, headers, body } as const
  if (!event?.multiValueHeaders) return result
  const several = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]))
  return { ...result, multiValueHeaders: several }
}
