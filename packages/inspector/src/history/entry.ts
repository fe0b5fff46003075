import type { Reply } from '@room-callbacks/core'
import type { Observation, ObservedDelivery } from '@room-callbacks/core/inspect'
import type { Source } from '../wire.ts'

/** What is known of a callback, wherever it came from. */
export interface CallbackRecord
  extends Pick<
    Observation,
    | 'command'
    | 'errors'
    | 'handlerTimeMs'
    | 'headers'
    | 'idempotencyKey'
    | 'isForInbox'
    | 'isHandling'
    | 'isReparsed'
    | 'method'
    | 'number'
    | 'phase'
    | 'query'
    | 'raw'
    | 'receivedAs'
    | 'receivedAt'
    | 'refusal'
    | 'remoteAddress'
    | 'sdkAppId'
    | 'signature'
  > {
  readonly responseTimeMs: number | undefined
  /** Undefined for a delivery from an inbox whose request another process answered. */
  readonly reply: Pick<Reply, 'outcome' | 'status' | 'body'> | undefined
}

/** A callback on its way into the history. */
export interface Arrival {
  readonly source: Source
  /** The entry that it is a replay of. */
  readonly origin: number | undefined
  /** Where the callback URL points to, without its query. */
  readonly path: string
  readonly room: string | undefined
  readonly seen: CallbackRecord
}

/** A callback of the history, made when a page shows it. Its bytes stand where the next one may be written. */
export interface Entry extends Arrival {
  readonly id: number
  /** The last attempts of an inbox, oldest first. */
  readonly deliveries: readonly ObservedDelivery[]
  /** The header `Sign` of an event of RTC Engine; never shown. */
  readonly sign: string | undefined
}
