import { channel } from 'node:diagnostics_channel'

/** A callback as an inbox keeps it: nothing but text, numbers and bytes, so that any store can hold it. */
export interface InboxRecord {
  /** Unique in its inbox: the idempotency key, or that and something random where `deduplication` is `false`. */
  readonly id: string
  /** What handlers get as `context.idempotencyKey`. */
  readonly idempotencyKey: string
  readonly sdkAppId: string
  /** The canonical command word; as received where the catalog does not know it. */
  readonly command: string
  /** The command word as the query wrote it; of an event of RTC Engine its number, `RtcEngine.103`. */
  readonly receivedAs: string
  /** What it shares with the callbacks that it is ordered against, with the app: a room, conversation, user, call or task. */
  readonly orderKey?: string
  /** `ClientIP` of the query. */
  readonly clientIp?: string
  /** `OptPlatform` of the query, as written. */
  readonly platform?: string
  /** `RequestID` of the query. */
  readonly requestId?: string
  /** When the request arrived. Unit: ms since 1970. */
  readonly receivedAt: number
  /** The body as received; always UTF-8. */
  readonly body: Uint8Array
  /** What subscribers of `room-callbacks:store` want to find again in `room-callbacks:deliver`: a trace context. */
  readonly carrier?: Readonly<Record<string, string>>
  /** Present on a packet that was authentic but refused: it is a dead letter from the start. */
  readonly refusal?: RecordedError
  /** Present on a Before callback: the answer it was given. It is kept to be read, and never delivered. */
  readonly answer?: string
}

/** Why an attempt failed, or a packet was refused. */
export interface RecordedError {
  /** A code of the error registry. */
  readonly code: string
  /** For the operators of the receiver; it may hold what a handler threw. */
  readonly message: string
}

/** How many bytes a record counts for `capacityBytes`: its body, and the texts beside it. */
export function recordSize(record: InboxRecord): number {
  const { body, id, idempotencyKey, sdkAppId, command, receivedAs, orderKey, clientIp, platform } = record
  const { requestId, carrier, refusal, answer } = record
  let size = body.byteLength + lengthOf(id) + lengthOf(idempotencyKey) + lengthOf(sdkAppId)
  size += lengthOf(command) + lengthOf(receivedAs) + lengthOf(requestId)
  size += lengthOf(orderKey) + lengthOf(clientIp) + lengthOf(platform) + lengthOf(answer) + lengthOf(refusal?.message)
  if (carrier) for (const [name, value] of Object.entries(carrier)) size += name.length + value.length
  return size
}

const lengthOf = (text: string | undefined): number => text?.length ?? 0

/** What happened to an entry of an inbox, as it is published on the diagnostics channel `room-callbacks:inbox`. */
export interface InboxEvent {
  /**
   * `stored`, `duplicate`, `unhandled` and `full` when a callback arrives; `handled`, `delayed` (an attempt failed,
   * another follows) and `dead` when it is delivered; `retried`, `purged` and `expired` by its operators
   * and its retention.
   */
  readonly type:
    | 'stored'
    | 'duplicate'
    | 'unhandled'
    | 'full'
    | 'handled'
    | 'delayed'
    | 'dead'
    | 'retried'
    | 'purged'
    | 'expired'
  readonly id: string
  readonly command?: string
  /** Which attempt it was. */
  readonly attempt?: number
}

const events = /* @__PURE__ */ channel('room-callbacks:inbox')

/** Tells the subscribers, if there are any. */
export function publishInboxEvent(event: InboxEvent): void {
  if (events.hasSubscribers) events.publish(event)
}
