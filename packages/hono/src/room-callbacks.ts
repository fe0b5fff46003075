import {
  type BodySource,
  createRoomCallbacks,
  type RoomCallbacks,
  refuseOtherHost,
  type SdkAppIds,
} from '@room-callbacks/core'
import { platformOf, readWebOptions, responseOf, type WebOptions, WebRequest, webBody } from '@room-callbacks/core/web'
import type { Context, MiddlewareHandler, Next } from 'hono'

/** What handlers find in `context.host`. */
export type HonoHost = Context

/** A Hono middleware that receives callbacks and passes everything else on. */
export interface HonoRoomCallbacks extends MiddlewareHandler, RoomCallbacks<HonoHost> {}

/**
 * Receives Tencent RTC callbacks in Hono 4, on every runtime that Hono has.
 *
 * @param sdkAppIds The SDKAppID, or several: numbers or digits.
 * @throws `invalid-option`
 * @example
 * app.use(roomCallbacks(1400000000, { token })
 *   .on('Room.CallbackAfterCreateRoom', ({ RoomInfo }) => rooms.insert(RoomInfo)))
 */
export function roomCallbacks(sdkAppIds: SdkAppIds, options: WebOptions = {}): HonoRoomCallbacks {
  const [others, settings] = readWebOptions(options)
  return createRoomCallbacks<HonoHost, MiddlewareHandler>(sdkAppIds, others, (receive) => (context, next: Next) => {
    if (context.req?.raw === undefined) refuseOtherHost('hono', [context, next])
    const { raw } = context.req
    const platform = () => platformOf(raw, context.env, () => executionContextOf(context))
    const answer = (body?: BodySource): ReturnType<MiddlewareHandler> => {
      const request = new WebRequest(raw, context, platform, settings, body ? () => body : webBody)
      return receive(request)?.then((reply) => responseOf(reply, reply.close ? request.incoming : undefined)) ?? next()
    }
    const kept = keptBody(context.req.bodyCache as unknown as KeptByHono)
    return kept === undefined ? answer() : kept.then(answer)
  }) as unknown as HonoRoomCallbacks
}

/** Hono throws where there is none. */
function executionContextOf(context: Context): unknown {
  try {
    return context.executionCtx
  } catch {
    return undefined
  }
}

/** What other middleware read through Hono, which keeps it; undefined where nothing was read. */
function keptBody({ arrayBuffer, text, json, blob, formData }: KeptByHono): Promise<BodySource> | undefined {
  const read = arrayBuffer ?? blob?.then((kept) => kept.arrayBuffer())
  if (read) return read.then((buffer) => ({ kind: 'bytes', bytes: new Uint8Array(buffer) }), consumed)
  if (text) return text.then((kept) => ({ kind: 'text', text: kept }), consumed)
  if (json) return json.then((value) => ({ kind: 'value', value }), consumed)
  return formData && Promise.resolve(consumed())
}

const consumed = (): BodySource => ({ kind: 'consumed' })

/** `bodyCache` of Hono, whose types hide that it holds promises. */
interface KeptByHono {
  readonly arrayBuffer?: Promise<ArrayBuffer>
  readonly blob?: Promise<Blob>
  readonly text?: Promise<string>
  readonly json?: Promise<unknown>
  readonly formData?: Promise<unknown>
}
