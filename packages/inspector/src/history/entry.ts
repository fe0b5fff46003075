import type { Reply } from '@room-callbacks/core'
import type { Observation, ObservedDelivery } from '@room-callbacks/core/inspect'
import type { Source } from '../wire.ts'

/** What is known of a callback, wherever it came from. */
export interface Seen
  extends Pick<
    Observation,
    | 'command'
    | 'errors'
    | 'handledFor'
    | 'headers'
    | 'idempotencyKey'
    | 'isHandling'
    | 'isReparsed'
    | 'method'
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
  readonly answeredAfter: number | undefined
  /** Undefined for a delivery from an inbox whose request another process answered. */
  readonly reply: Pick<Reply, 'outcome' | 'status' | 'body'> | undefined
}

/** A callback of the history. */
export interface Entry {
  readonly id: number
  readonly source: Source
  /** The entry that it is a replay of. */
  readonly origin: number | undefined
  /** Where the callback URL points to, without its query. */
  readonly path: string
  readonly room: string | undefined
  readonly seen: Seen
  /** The last attempts of an inbox, oldest first. */
  deliveries: readonly ObservedDelivery[]
}

// What is kept beside the body: the query, headers and the objects around them. Unit: bytes.
const overhead = 2048

/** What an entry is counted as. Unit: bytes. */
export const sizeOf = ({ seen }: Entry): number => (seen.raw?.byteLength ?? 0) + seen.query.length + overhead
